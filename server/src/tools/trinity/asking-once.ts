/** Several parts of a check ask for the same, such as SPF for each address, and identities for their domain. */
import type { DnsAnswer, DnsRecords, DnsType, Resolver } from "../../ports/dns";

/** The same name servers, of which each question is asked once. */
export function askingOnce(resolver: Resolver): Resolver {
  const answers = new Map<string, Promise<DnsAnswer<DnsRecords[DnsType]>>>();
  return {
    servers: resolver.servers,
    ask: <Type extends DnsType>(name: string, type: Type) => {
      const question = `${name.toLowerCase()} ${type}`;
      const answer = answers.get(question) ?? resolver.ask(name, type);
      answers.set(question, answer);
      return answer as Promise<DnsAnswer<DnsRecords[Type]>>;
    },
  };
}
