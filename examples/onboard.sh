#!/usr/bin/env bash
# The main job from a shell: sign in, read the plan, request a code, fetch it from the (rehearsal) mailbox, onboard, follow, look.
# Usage: examples/onboard.sh [clerkId] [pin]      against a running `npm start`; needs bash, curl and node.
set -euo pipefail
clerk=${1:-1} pin=${2:-2468}
port=${VENUE_CONTROL_PORT:-4280} cloud=${VENUE_CONTROL_CLOUD_URL:-http://127.0.0.1:${VENUE_CONTROL_CLOUD_PORT:-4281}}
token=

# ask DOCUMENT [VARIABLES-JSON]: one GraphQL request; errors go to stderr with code and remedy, and end the script.
ask() {
  node -e 'const [query, variables] = process.argv.slice(1); process.stdout.write(JSON.stringify({ query, variables: JSON.parse(variables) }))' "$1" "${2:-{\}}" |
    curl -sS --max-time 60 "http://127.0.0.1:$port/graphql" -H 'content-type: application/json' \
      ${token:+--config <(printf 'header = "authorization: Bearer %s"' "$token")} --data-binary @- |
    node -e '
      const answer = JSON.parse(require("fs").readFileSync(0, "utf8"));
      for (const { message, extensions: e = {} } of answer.errors ?? []) {
        console.error(`${e.code}: ${message} ${e.remedy ?? ""}${e.gate ? ` (gate ${e.gate}, grantable by ${e.grantableBy.join(", ") || "nobody here"})` : ""}`);
      }
      if (answer.errors) process.exit(1);
      process.stdout.write(JSON.stringify(answer.data));'
}
# pick EXPRESSION: prints a value of the JSON on standard input, called `d`; nothing where there is none, as `ask` has said why.
pick() { node -e 'const text = require("fs").readFileSync(0, "utf8"); if (text === "") process.exit(1); const d = JSON.parse(text); const v = eval(process.argv[1]); console.log(typeof v === "string" ? v : JSON.stringify(v))' "$1"; }

token=$(ask 'mutation ($id: ID!, $pin: String!) { signIn(clerkId: $id, pin: $pin) { token } }' "{\"id\":\"$clerk\",\"pin\":\"$pin\"}" | pick d.signIn.token)
venue=$(ask '{ venue { customerNumber companyName } }')
customer=$(pick d.venue.customerNumber <<<"$venue")
echo "Venue: $(pick d.venue.companyName <<<"$venue"), $customer"

plan=$(ask '{ onboardingPlan { fingerprint case ready checks { code outcome detail } steps { title command } } }')
echo "Plan: $(pick d.onboardingPlan.case <<<"$plan"), ready: $(pick d.onboardingPlan.ready <<<"$plan")"
pick 'd.onboardingPlan.checks.map((c) => `  ${c.outcome.padEnd(8)} ${c.code.padEnd(19)} ${c.detail}`).join("\n")' <<<"$plan"
pick 'd.onboardingPlan.steps.map((s, i) => `  ${i + 1}. ${s.title}\n     ${s.command ?? ""}`).join("\n")' <<<"$plan"

sent=$(ask 'mutation ($c: String!) { requestAuthenticationCode(customerNumber: $c) { sentTo } }' "{\"c\":\"$customer\"}" | pick d.requestAuthenticationCode.sentTo)
echo "A code was sent to $sent"
code=${AUTHENTICATION_CODE:-$(curl -sS -H 'accept: application/json' "$cloud/mailbox" | pick 'd.at(-1).text.match(/Authentication Code: (\S+)/)[1]')}

fingerprint=$(pick d.onboardingPlan.fingerprint <<<"$plan")
id=$(ask 'mutation ($input: OnboardInput!) { onboard(input: $input) { id } }' \
  "{\"input\":{\"customerNumber\":\"$customer\",\"authenticationCode\":\"$code\",\"planFingerprint\":\"$fingerprint\",\"reason\":\"Example\"}}" | pick d.onboard.id)

after=0 state=RUNNING
while [[ ! $state =~ ^(SUCCEEDED|FAILED|CANCELLED|NEEDS_ATTENTION)$ ]]; do
  sleep 0.5
  operation=$(ask 'query ($id: ID!, $after: Int!) { operation(id: $id) { state summary events(after: $after) { sequence message } failure { code restored notRestored } } }' "{\"id\":\"$id\",\"after\":$after}")
  pick 'd.operation.events.map((e) => `  ${e.sequence}. ${e.message}`).join("\n")' <<<"$operation" | grep -v '^$' || true
  after=$(pick "d.operation.events.at(-1)?.sequence ?? $after" <<<"$operation")
  state=$(pick d.operation.state <<<"$operation")
done
echo "$state: $(pick d.operation.summary <<<"$operation")"
[[ $state == SUCCEEDED ]] || pick d.operation.failure <<<"$operation"

ask '{ services { displayName status startMode processId health } }' |
  pick 'd.services.map((s) => `  ${s.displayName.padEnd(17)} ${s.status.padEnd(14)} ${String(s.startMode ?? "-").padEnd(10)} ${String(s.processId ?? "-").padEnd(8)} ${s.health}`).join("\n")'
echo "Redemptions in the cloud's ledger: $(curl -sS "$cloud/ledger" | pick 'd.redemptions.filter((r) => r.outcome === "redeemed").length')"
[[ $state == SUCCEEDED ]]
