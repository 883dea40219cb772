// A third-party Slack on a port: one person, one channel and the app with the scopes it asks for.
// Scopes are checked. Says where it is, and ends with its standard input.
import { createEmulator } from "emulate";

const [port, scopes] = process.argv.slice(2);
const app = { app_id: "A00000REMIT", bot_id: "B00000REMIT", bot_user_id: "U00000REMIT" };
const slack = await createEmulator({
  service: "slack",
  port: Number(port),
  seed: {
    slack: {
      strict_scopes: true,
      users: [{ name: "asker", real_name: "Asker", email: "asker@example.org" }],
      channels: [{ name: "quay" }],
      oauth_apps: [
        {
          ...app,
          client_id: "1.2",
          client_secret: "none",
          name: "Remit",
          bot_name: "remit",
          redirect_uris: [],
          scopes: scopes.split(","),
        },
      ],
      tokens: [
        { token: "xoxp-asker", user: "asker" },
        { token: "xoxb-remit", user_id: app.bot_user_id, ...app, scopes: scopes.split(",") },
      ],
    },
  },
});
console.log(slack.url);
process.stdin.resume().on("end", () => slack.close().then(() => process.exit()));
