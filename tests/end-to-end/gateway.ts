import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Call } from "./calls";
import { EcsAdditions } from "./ecs-additions";
import type { Moto } from "./moto";

/** Stands before moto: it takes down what is asked, and adds what moto does not have. */
export interface Gateway {
  readonly url: string;
  readonly calls: readonly Call[];
  close(): void;
}

export async function openGateway(moto: Moto): Promise<Gateway> {
  const calls: Call[] = [];
  const additions = new EcsAdditions(moto);
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const call: Call = { action: actionOf(request, body), body };
    calls.push(call);
    const own = await additions.answer(call);
    const answer =
      own === undefined
        ? await forward(moto.url, request, body)
        : { status: 200, headers: { "content-type": "application/x-amz-json-1.1" }, body: own };
    call.answer = { body: additions.complete(call, answer.body), callsBefore: calls.length };
    response.writeHead(answer.status, answer.headers).end(call.answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, calls, close: () => server.close() };
}

function actionOf(request: IncomingMessage, body: string): string {
  const target = request.headers["x-amz-target"];
  const named = typeof target === "string" ? target.split(".").at(-1) : /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  return named ?? `${request.method} ${request.url}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

async function forward(url: string, request: IncomingMessage, body: string): Promise<Answer> {
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const answer = await fetch(new URL(request.url ?? "/", url), {
    method: request.method ?? "GET",
    headers: headers.filter(([name]) => !OF_ONE_CONNECTION.has(name)),
    ...(body === "" ? {} : { body }),
  });
  const answered = [...answer.headers].filter(([name]) => !OF_ONE_CONNECTION.has(name));
  return { status: answer.status, headers: Object.fromEntries(answered), body: await answer.text() };
}

/** Headers that say how a message travels, and not what it is. */
const OF_ONE_CONNECTION = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "transfer-encoding",
]);
