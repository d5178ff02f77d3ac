// @cedx/akismet: what it makes of our answers, as one line of JSON.
import {Author, Blog, Client, Comment} from "@cedx/akismet";

const [address, key, site] = process.argv.slice(2);
const client = new Client(key, new Blog({url: site}), {baseUrl: address});
const comment = (content, more = {}) => new Comment({
	author: new Author({ipAddress: "192.0.2.7", name: "Ada", userAgent: "test"}),
	content,
	context: ["press", "Europe"],
	...more
});
const told = {
	verify: await client.verifyKey(),
	stranger: await new Client("ffffffffffff", client.blog, {baseUrl: address}).verifyKey(),
	ham: await client.checkComment(comment("Merci à vous")),
	spam: await client.checkComment(comment("casino"))
};
await client.submitSpam(comment("montres"));
told.learned = await client.checkComment(comment("montres"));
await client.submitHam(comment("montres"));
told.unlearned = await client.checkComment(comment("montres"));
for (let n = 0; n < 3; n++) told.pervasive = await client.checkComment(comment("casino royal"));
try {
	await new Client("ffffffffffff", client.blog, {baseUrl: address}).checkComment(comment("x"));
} catch (error) { told.error = error.message; }
console.log(JSON.stringify(told));
