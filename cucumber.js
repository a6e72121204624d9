export default {
  import: ["steps/**/*.ts"],
  publish: false,
};
