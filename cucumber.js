export default {
  import: ["steps/**/*.ts"],
  format: [
    "pretty",
    "html:report/index.html",
    "junit:report/junit.xml",
    "message:report/messages.ndjson",
  ],
  publish: false,
};
