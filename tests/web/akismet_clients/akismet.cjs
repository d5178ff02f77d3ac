// akismet (npm): callbacks, the key in the host alone, errors never told.
const dns = require("node:dns");
const lookup = dns.lookup;
dns.lookup = (host, options, done) => host.endsWith(".localhost")
	? lookup("127.0.0.1", options, done)
	: lookup(host, options, done);
const akismet = require("akismet");

const [address, apiKey, blog] = process.argv.slice(2);
const {port} = new URL(address);
const of = named => akismet.client({
	apiKey: named, blog, port: Number(port),
	host: "akismet.localhost", endPoint: `${named}.akismet.localhost`
});
const asked = (client, call, ...words) => new Promise((done, fail) =>
	client[call](...words, (error, found) => error ? fail(error) : done(found)));
const comment = content => ({user_ip: "192.0.2.7", comment_content: content});

(async () => {
	const client = of(apiKey);
	const told = {
		verify: await asked(client, "verifyKey"),
		stranger: await asked(of("ffffffffffff"), "verifyKey"),
		ham: await asked(client, "checkComment", comment("Merci à vous")),
		spam: await asked(client, "checkComment", comment("casino"))
	};
	await asked(client, "submitSpam", comment("montres"));
	told.learned = await asked(client, "checkComment", comment("montres"));
	await asked(client, "submitHam", comment("montres"));
	told.unlearned = await asked(client, "checkComment", comment("montres"));
	console.log(JSON.stringify(told));
})();
