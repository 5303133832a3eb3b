// The language: a service in place of a program.
#include "expectation/language_parts.hpp"

namespace schedlitmus::expectation {
namespace {

constexpr std::string_view kArgv = R"({"type": "array", "minItems": 1, "items": {"type": "string"}})";

std::vector<LanguageKey> command_keys() {
  std::vector<LanguageKey> keys = executable_language();
  const std::vector<LanguageKey> more = {
      {"ready", "[ready](#ready)", "ready", "When it is ready: the load starts then.", true},
      {"load", "[load](#load)", "load",
       "What uses it while its trace is looked at. The run ends with it. Without a load it ends at the deadline, or "
       "with the "
       "service."},
      {"warmup", "duration", "duration",
       "So long from the load's start no sample is looked at; times of checks count from the load's start all the "
       "same. Default "
       "0s."},
      {"stop", "[stop](#stop)", "stop", "How it is asked to end."},
      {"folder", "text", "text",
       "Its working folder, relative to this file. Default: a fresh one for each run, which is removed after it."},
      {"files", "list of texts", kTextsSchema,
       "Files and folders that are copied into the fresh folder, relative to this file."},
      {"instances", "whole number", R"({"type": "integer", "minimum": 1, "maximum": 16})",
       "So many of it run side by side, each with ports and a folder of its own; all are traced. Default 1."},
      {"checked", "whole number", R"({"type": "integer", "minimum": 1, "maximum": 16})",
       "The instance whose trace, stdout and ending are checked. Default 1."}};
  keys.insert(keys.end(), more.begin(), more.end());
  return keys;
}

std::vector<LanguageKey> load_keys() {
  std::vector<LanguageKey> keys = executable_language();
  const std::vector<LanguageKey> more = {
      {"env", "texts by name", kEnvSchema, "Further environment variables of the load."},
      {"deadline", "duration", "duration",
       "A load that is still going is stopped then, and the run tells nothing; at most 10m. Default 30s."},
      {"exit_status", "whole number", R"({"type": "integer", "minimum": 0, "maximum": 255})",
       "How it ends when it did its work. With any other the run tells nothing: its checks are undecided. Default 0."}};
  keys.insert(keys.end(), more.begin(), more.end());
  return keys;
}

}  // namespace

std::vector<LanguageKey> executable_language() {
  return {
      {"build", "text", "text",
       "The folder of a Go package, relative to this file. It is built first: a service with each release that is run, "
       "a load "
       "with the newest at hand."},
      {"binary", "text", "text",
       "In place of that a binary that is there, relative to this file. It is run on the release that made it; its "
       "content says "
       "whether it was changed."},
      {"argv", "list of texts", kArgv,
       R"(The program and its arguments. {binary} is what was built, or "binary"; else it begins with a path, relative to this file, or with a name that PATH has. Default: ["{binary}"]. {port}, {port2} to {port9} are free ports, other ones in each run; {2.port} is instance 2's, {instance} its number, {folder} its working folder. They stand in "env" and "ready", too.)"},
  };
}

std::vector<LanguageObject> language_of_command() {
  return {
      {"command", "command",
       "A service: built or ready, started in each run with schedtrace on, loaded, and asked to end. Only samples "
       "while the load "
       "runs, after the warm-up, are looked at, and times of checks count from the load's start (without a load from "
       "when it is "
       "ready).",
       command_keys(), R"("not": {"required": ["build", "binary"]})"},
      {"ready",
       "ready",
       "When a service is ready: one of http, tcp, stdout, stderr and after. A service that is not ready in time "
       "leaves the run "
       "undecided.",
       {{"http", "text", R"x({"type": "string", "pattern": "^(http://|[$])"})x",
         R"(A GET of this URL is answered with the status: "http://127.0.0.1:{port}/healthz".)"},
        {"status", "whole number", R"({"type": "integer", "minimum": 100, "maximum": 599})",
         R"(Of "http": the status. Default 200.)"},
        {"tcp", "text", R"({"type": "string", "pattern": ":|^[$]"})",
         R"(A connection is taken there: "127.0.0.1:{port}".)"},
        {"stdout", "regular expression", "text", "A line on its stdout matches."},
        {"stderr", "regular expression", "text", "A line on its stderr matches; the trace's own lines do not count."},
        {"after", "duration", "duration", "It is taken to be ready then."},
        {"within", "duration", "duration", R"(Not ready by then: the run tells nothing. At most 10m. Default 10s.)"}},
       R"("oneOf": [{"required": ["http"]}, {"required": ["tcp"]}, {"required": ["stdout"]}, {"required": ["stderr"]},
                    {"required": ["after"]}],
          "dependencies": {"status": ["http"], "within": {"not": {"required": ["after"]}}})"},
      {"load", "load",
       "What uses a service: any command. Its lines \"measure: name=value\" on stdout are numbers that checks look at "
       "with "
       "\"load\" and \"per\".",
       load_keys(), R"("not": {"required": ["build", "binary"]})"},
      {"stop",
       "stop",
       "How a service is asked to end, after its load.",
       {{"signal", "name", R"({"enum": ["SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGKILL"]})",
         "To it and all processes of its group. Default SIGTERM."},
        {"grace", "duration", "duration", "Then it is killed, with all that it started. At most 10m. Default 5s."}},
       ""},
  };
}

}  // namespace schedlitmus::expectation
