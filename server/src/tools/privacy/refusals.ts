/** Why there is no filter, in sentences. */
import type { Difference } from "../cleanup/plan";
import { changeText } from "../cleanup/report";
import type { LoginService } from "./login-services";
import { packagesText } from "./packages";
import type { FilterType, PrivacyRefusal } from "./plan";

function refusal(reason: string, file?: PrivacyRefusal["file"], line?: number): PrivacyRefusal {
  return { file, line, reason };
}

export const masterMissing = () =>
  refusal(
    "There is no master.cf beside main.cf. It says at which services users log in, and without it nobody can tell their mail from that of others. Put the master.cf of the server beside main.cf.",
  );

export const alreadySetUp = () =>
  refusal(
    "A header privacy filter is set up already. To have another one, take it out first: postfix-ls privacy --remove, or the command Postfix: Remove Header Privacy Filter.",
  );

export const nothingToTakeOut = () =>
  refusal("All header lines that the filter is for are to stay, so there is nothing to set up.");

export const noType = () =>
  refusal(
    `This Postfix can open neither pcre nor regexp tables, so there is nothing to write rules for. Install pcre: ${packagesText()}.`,
  );

export const typeMissing = (type: FilterType, available: readonly string[]) => {
  const other = type === "pcre" ? "regexp" : "pcre";
  const instead = available.includes(other) ? ` A ${other} table can hold rules of the same meaning.` : "";
  const install = type === "pcre" ? ` Install it: ${packagesText()}.` : "";
  return refusal(
    `This Postfix cannot open ${type} tables, so it would take no mail at all with one.${install}${instead}`,
  );
};

export const nobodyLogsIn = () =>
  refusal(
    "No service of master.cf lets users log in: smtpd_sasl_auth_enable is not yes at any of them, so there is no mail of users to filter. Set up the service submission or submissions first.",
    "master.cf",
  );

/** @param all services at which users log in, none of which can have rules of its own */
export const onlyPublic = (all: readonly LoginService[]) => {
  const bypassed = all.find(({ bypass }) => bypass !== undefined);
  if (bypassed) {
    return refusal(
      `Rules would not reach the mail of ${bypassed.key}: ${bypassed.bypass}. Change that at this service, or filter where the mail goes on to.`,
      "master.cf",
    );
  }
  const names = all.map(({ key }) => key).join(", ");
  return refusal(
    `Users log in at ${names} only, where other servers deliver as well, so rules for users alone have no service to be at. Let users log in at a service of their own, submission (port 587) or submissions (465), or choose the scope "everything" and read what comes with it.`,
    "master.cf",
  );
};

export const hostUnknown = (key: string) =>
  refusal(
    `What ${key} calls this server in its Received lines cannot be told, because myhostname is not set here and comes from the machine. Set myhostname in main.cf, or set the filter up on the server itself.`,
    "main.cf",
  );

export const cleanupMissing = ({ key, cleanupName }: LoginService) =>
  refusal(
    `${key} hands its mail to the service "${cleanupName}", which master.cf does not have, so no mail gets through already. Mend that first.`,
    "master.cf",
  );

export const differentCleanups = (services: readonly LoginService[]) =>
  refusal(
    `The services at which users log in hand their mail to different cleanup services (${services
      .map(({ key, cleanupName }) => `${key}: ${cleanupName}`)
      .join(
        ", ",
      )}), and one filter takes the place of one of them only. Give them the same cleanup_service_name first.`,
    "master.cf",
  );

export const lostOptions = (key: string, line: number, cleanup: string) =>
  refusal(
    `The rules would not reach the mail of ${key}: it would go to the cleanup service "${cleanup}" without them. Either the options of ${key} end early, at a word that is no option, or master.cf overrides header_checks for that cleanup service. Mend that first.`,
    "master.cf",
    line,
  );

export const sideEffect = ({ name, service, before, after }: Difference) =>
  refusal(
    `More than the filter would change: ${service === undefined ? name : `${service}: ${name}`} would be ${changeText(before, after)}. So nothing was planned; rename whatever refers to the name of the filter's service.`,
  );
