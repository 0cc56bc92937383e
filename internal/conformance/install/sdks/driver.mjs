// Drives one of Zoho's SDKs by its public interface, unchanged: its package is the first argument, a folder for what it
// keeps the second. Commands come one a line on the standard input, as JSON;
// each is answered by one line on the standard output. What an object holds is told by its getters, under the keys and
// with the types that the SDK's own metadata (json_details.json) has for them.
//
//   {"connect": {"url", "accountsUrl", "accessToken" | "clientId", "clientSecret", "refreshToken"}}
//   {"list": {"module", "recordId", "params": {"fields": ..., ...}}}

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

// The standard output is for responses.
console.log = console.info = console.error;

const require = createRequire(import.meta.url);
const [name, folder] = process.argv.slice(2);
const sdk = await import(name);
const details = JSON.parse(readFileSync(join(dirname(require.resolve(name)), "config/json_details.json"), "utf8"));
const attachments = "core/com/zoho/crm/api/attachments/";
const integers = new Set(
  Object.values(details[attachments + "get_attachments_param"])
    .filter((each) => each.type === "Integer")
    .map((each) => each.name),
);

let connections = 0;

async function connect(c) {
  const token = new sdk.OAuthBuilder().findUser(false);
  if (c.accessToken) {
    token.accessToken(c.accessToken);
  } else {
    token.clientId(c.clientId).clientSecret(c.clientSecret).refreshToken(c.refreshToken);
  }
  const oauth = token.build();
  const begun = Date.now();
  const builder = await new sdk.InitializeBuilder();
  await builder
    .environment(new sdk.Environment(c.url, c.accountsUrl, c.url))
    .token(oauth)
    .store(new sdk.FileStore(join(folder, `tokens-${++connections}.csv`)))
    .SDKConfig(new sdk.SDKConfigBuilder().pickListValidation(false).build())
    .resourcePath(folder)
    .initialize();
  return {
    token: {
      accessToken: oauth.getAccessToken(),
      apiDomain: oauth.getAPIDomain(),
      // Milliseconds of life, within which the call itself lies.
      livesAtMost: Number(oauth.getExpiresIn()) - begun,
      livesAtLeast: Number(oauth.getExpiresIn()) - Date.now(),
    },
  };
}

async function list(c) {
  const params = new sdk.ParameterMap();
  for (const [key, value] of Object.entries(c.params)) {
    await params.add(sdk.Attachments.GetAttachmentsParam[key.toUpperCase()], integers.has(key) ? Number(value) : value);
  }
  const response = await new sdk.Attachments.AttachmentsOperations().getAttachments(BigInt(c.recordId), c.module, params);
  if (response == null) {
    return { nothing: true };
  }
  const answer = { status: response.getStatusCode() };
  const object = await response.getObject(); // the Node SDK gives a promise of what it cannot read
  if (object instanceof sdk.Attachments.ResponseWrapper) {
    answer.data = (object.getData() ?? []).map((each) => told(each, attachments + "attachment"));
    answer.info = object.getInfo() == null ? null : told(object.getInfo(), attachments + "info");
  } else if (object instanceof sdk.Attachments.APIException) {
    answer.error = told(object, attachments + "api_exception");
  } else if (object != null) {
    answer.other = object.constructor.name;
  }
  return answer;
}

// told is what an object's getters give, by the key that its metadata has for each.
function told(object, structure) {
  const values = {};
  for (const [member, detail] of Object.entries(details[structure])) {
    if (member === "keyModified") {
      continue; // the TypeScript SDK's own book-keeping
    }
    const getter = "get" + member[0].toUpperCase() + member.slice(1);
    values[detail.name] = { type: detail.type, value: plain(object[getter](), detail) };
  }
  return values;
}

function plain(value, detail) {
  if (value == null) {
    return null;
  }
  if (value instanceof sdk.Choice) {
    return plain(value.getValue(), {});
  }
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, each]) => [key, plain(each, {})]));
  }
  if (Array.isArray(value)) {
    return value.map((each) => plain(each, {}));
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? "no time" : value.toISOString();
  }
  if (typeof value === "bigint") {
    return value.toString();
  }
  return detail.structure_name ? told(value, detail.structure_name) : value;
}

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  let answer;
  try {
    answer = command.connect ? await connect(command.connect) : await list(command.list);
  } catch (thrown) {
    answer = { thrown: { code: String(thrown.code ?? ""), message: String(thrown.message ?? thrown), cause: String(thrown.cause ?? "") } };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
