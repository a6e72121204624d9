export default {
  import: ["steps/**/*.{ts,js,mjs}"],
  publish: false,
};
