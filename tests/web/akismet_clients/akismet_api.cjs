// akismet-api: the key is the first label of the host, so names are looked up here.
const dns = require("node:dns");
const lookup = dns.lookup;
dns.lookup = (host, options, done) => host.endsWith(".localhost")
	? lookup("127.0.0.1", options, done)
	: lookup(host, options, done);
const {AkismetClient} = require("akismet-api");

const [address, key, blog] = process.argv.slice(2);
const host = `akismet.localhost:${new URL(address).port}`;
const of = named => new AkismetClient({key: named, blog, host, protocol: "http"});
const comment = (content, more = {}) => ({ip: "192.0.2.7", useragent: "test", content, ...more});

(async () => {
	const client = of(key);
	const told = {
		verify: await client.verifyKey(),
		stranger: await of("ffffffffffff").verifyKey(),
		ham: await client.checkSpam(comment("Merci à vous")),
		spam: await client.checkSpam(comment("casino")),
		trapped: await client.checkSpam(comment("Merci", {honeypot: "filled"}))
	};
	told.thanks = (await client.submitSpam(comment("montres"))).text;
	told.learned = await client.checkSpam(comment("montres"));
	await client.submitHam(comment("montres"));
	told.unlearned = await client.checkSpam(comment("montres"));
	await of("ffffffffffff").checkSpam(comment("x")).catch(error => { told.error = error.message; });
	console.log(JSON.stringify(told));
})();
