// Options that several commands share.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <sstream>

#include "cli/grammar.hpp"
#include "trace/log_form.hpp"

namespace schedlitmus::cli {
namespace {

void take_godebug(const std::string& setting, std::map<std::string, std::string>& into,
                  const std::string& option = "--godebug") {
  const auto equals = setting.find('=');
  if (equals == 0 || equals == std::string::npos) {
    throw CLI::ValidationError(option, "\"" + setting + "\" is not NAME=VALUE");
  }
  const auto name = setting.substr(0, equals);
  if (name == "schedtrace" || name == "scheddetail") {
    throw CLI::ValidationError(option, name + " is not set here: how to trace is said elsewhere");
  }
  into[name] = setting.substr(equals + 1);
}

void take_axis(const std::string& text, std::vector<campaign::GodebugAxis>& into) {
  campaign::GodebugAxis axis;
  std::istringstream values(text.substr(std::min(text.size(), text.find('=') + 1)));
  for (std::string value; std::getline(values, value, ',');) {
    std::map<std::string, std::string> setting;
    take_godebug(text.substr(0, text.find('=')) + "=" + value, setting, "--vary-godebug");
    axis.name = setting.begin()->first;
    if (value.empty() || std::ranges::find(axis.values, value) != axis.values.end()) {
      throw CLI::ValidationError("--vary-godebug", "\"" + text + "\" has an empty value or one twice");
    }
    axis.values.push_back(value);
  }
  if (text.find('=') == std::string::npos || axis.values.empty()) {
    throw CLI::ValidationError("--vary-godebug", "\"" + text + "\" is not NAME=VALUE,VALUE...");
  }
  if (std::ranges::find(into, axis.name, &campaign::GodebugAxis::name) != into.end()) {
    throw CLI::ValidationError("--vary-godebug", axis.name + " is varied twice");
  }
  into.push_back(std::move(axis));
}

void take_parameter(const std::string& setting, expectation::SetParameters& into) {
  const auto equals = setting.find('=');
  if (equals == 0 || equals == std::string::npos) {
    throw CLI::ValidationError("--set", "\"" + setting + "\" is not NAME=VALUE");
  }
  if (!into.emplace(setting.substr(0, equals), setting.substr(equals + 1)).second) {
    throw CLI::ValidationError("--set", setting.substr(0, equals) + " is set twice");
  }
}

int read_jobs(const std::string& text) {
  if (text == "auto") return 0;
  int jobs = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), jobs);
  if (error != std::errc{} || end != text.data() + text.size() || jobs < 1) {
    throw CLI::ValidationError("--jobs", "\"" + text + "\" is neither auto nor a number from 1 on");
  }
  return jobs;
}

}  // namespace

CLI::Option* add_set(CLI::App* command, expectation::SetParameters& into) {
  return command
      ->add_option_function<std::vector<std::string>>(
          "--set",
          [&into](const std::vector<std::string>& settings) {
            for (const auto& setting : settings) take_parameter(setting, into);
          },
          "NAME=VALUE: a parameter of the expectations, in place of the file's own value; may be repeated")
      ->allow_extra_args(false)
      ->option_text("NAME=VALUE");
}

void add_godebug(CLI::App* command, std::map<std::string, std::string>& into) {
  command
      ->add_option_function<std::vector<std::string>>(
          "--godebug",
          [&into](const std::vector<std::string>& settings) {
            for (const auto& setting : settings) take_godebug(setting, into);
          },
          "NAME=VALUE, added to the expectations' own; several with commas")
      ->delimiter(',');
}

void add_vary_godebug(CLI::App* command, std::vector<campaign::GodebugAxis>& into) {
  command
      ->add_option_function<std::vector<std::string>>(
          "--vary-godebug",
          [&into](const std::vector<std::string>& axes) {
            for (const auto& axis : axes) take_axis(axis, into);
          },
          "NAME=VALUE,VALUE...: run with each of the values; may be repeated")
      ->allow_extra_args(false);
}

CLI::Option* add_confidence(CLI::App* command, std::optional<double>& into) {
  return command
      ->add_option("--confidence", into,
                   "show the two-sided interval of each hold rate (Clopper-Pearson), such as 0.95")
      ->check(CLI::Range(0.5, 0.9999))
      ->option_text("SHARE");
}

void add_launch(CLI::App* command, LaunchOptions& into) {
  command
      ->add_option_function<expectation::CaptureChoice>(
          "--capture", [&into](expectation::CaptureChoice choice) { into.capture = choice; },
          "stderr write by write, which cannot tear (messages), or as a stream (pipe); auto: pipe for detailed "
          "traces. A program that opens /dev/stderr, or writes hundreds of KiB at once, needs the pipe")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, expectation::CaptureChoice>{{"auto", expectation::CaptureChoice::automatic},
                                                            {"messages", expectation::CaptureChoice::messages},
                                                            {"pipe", expectation::CaptureChoice::pipe}}))
      ->option_text("auto|messages|pipe");
  command->add_option("--deadline", into.deadline, "a run that is still going is stopped then, such as 30s")
      ->capture_default_str();
  command->add_option("--max-output", into.max_output, "a run that writes more is stopped, such as 1GiB (the default)");
  command->add_option("--max-memory", into.max_memory,
                      "a run that has more in memory is stopped (default: three quarters of the machine's)");
  command->add_option("--max-kept", into.max_kept,
                      "of each stream of a run, so many bytes are kept, from its beginning, such as 16MiB (default: "
                      "all that --max-output lets through)");
}

void add_service_flags(CLI::App* command, ServiceFlags& into, const std::vector<std::string>& also) {
  constexpr const char* kGroup = "With -- COMMAND";
  std::vector<CLI::Option*> ours;
  ours.push_back(command->add_option("--period", into.period, "of its schedtrace (default: 100ms)"));
  ours.push_back(command->add_flag("--no-detail", into.no_detail,
                                   "no P, M and G lines: costs it less, where it has 10,000 goroutines"));
  ours.push_back(command->add_option("--keep", into.keep, "write its stderr, with the trace, to this file"));
  ours.push_back(command->add_flag("--no-view", into.no_view, "on a terminal: no picture, its output as it comes"));
  for (auto* option : ours) option->group(kGroup);
  command->parse_complete_callback([command, ours, also, &into] {
    for (const auto* option : command->get_options()) {
      if (option->count() == 0 || std::ranges::find(also, option->get_name()) != also.end()) continue;
      if (std::ranges::find(ours, option) != ours.end())
        into.given = true;
      else
        into.other_given = option->get_name();
    }
  });
}

CLI::Option* add_trace_input(CLI::App* command, TraceInput& into) {
  const auto check_form = [](const std::string& text) {
    const auto form = trace::parse_log_form(text);
    return form ? std::string() : fmt::format("{}: {}", form.error().what, form.error().hint);
  };
  auto* trace = command->add_option("trace", into.path, "a file, or - for standard input");
  command
      ->add_option("--log", into.log,
                   "what a log puts before each line: auto (the default: found from the first lines), plain, " +
                       trace::log_form_names() + "; several with commas, the outermost first")
      ->check(CLI::Validator(check_form, ""))
      ->option_text("FORM")
      ->needs(trace);
  command
      ->add_option("--process", into.process,
                   "of a log that tells processes apart: a pid, or a part of the container's or unit's name")
      ->needs(trace);
  return trace;
}

void add_jobs(CLI::App* command, int& into) {
  command
      ->add_option_function<std::string>(
          "-j,--jobs", [&into](const std::string& jobs) { into = read_jobs(jobs); },
          "runs at once, each on CPUs of its own: a number, or auto, as many as fit (default)")
      ->option_text("N|auto");
}

void add_effort(CLI::App* command, campaign::Effort& into, const std::string& help) {
  command->add_option("--effort", into, help)
      ->transform(
          CLI::CheckedTransformer(std::map<std::string, campaign::Effort>{{"quick", campaign::Effort::quick},
                                                                          {"normal", campaign::Effort::normal},
                                                                          {"thorough", campaign::Effort::thorough}}))
      ->option_text("quick|normal|thorough");
}

void add_report_files(CLI::App* command, ReportFiles& into) {
  command->add_option("--json", into.json, "write the report as JSON to this file (- for standard output)");
  command->add_option("--junit", into.junit, "write the report as JUnit XML");
  command->add_option("--html", into.html, "write the report as one self-contained page");
  command->add_option("--markdown", into.markdown,
                      "write it as Markdown for a job's summary ($GITHUB_STEP_SUMMARY) or a pull request");
  command
      ->add_option("--annotations", into.annotations,
                   "print what GitHub shows at the line of each check that is not as expected (auto: where "
                   "GITHUB_ACTIONS is true)")
      ->transform(CLI::CheckedTransformer(std::map<std::string, AnnotationChoice>{{"auto", AnnotationChoice::automatic},
                                                                                  {"always", AnnotationChoice::always},
                                                                                  {"never", AnnotationChoice::never}}))
      ->option_text("auto|always|never");
}

}  // namespace schedlitmus::cli
