#include <fmt/format.h>

#include <cstdio>
#include <optional>

#include "cli/commands_stored.hpp"
#include "cli/diagnose_json.hpp"
#include "cli/diagnose_text.hpp"
#include "cli/exit_code.hpp"
#include "cli/messages.hpp"
#include "cli/service_facts.hpp"
#include "cli/service_run.hpp"
#include "cli/trace_input.hpp"
#include "diagnosis/diagnoser.hpp"
#include "expectation/program_output.hpp"
#include "support/numbers.hpp"
#include "toolchain/version.hpp"

namespace schedlitmus::cli {
namespace {

using diagnosis::Findings;
using diagnosis::RunFacts;

/// Prints what is wrong with the options and gives the exit code; nothing: all is well.
std::optional<int> set_rules(const DiagnoseOptions& options, diagnosis::Rules& rules) {
  if (!options.rules_file.empty()) {
    std::string text;
    if (auto read = read_trace(options.rules_file, [&](std::string_view bytes) { text += bytes; }); !read) {
      print_error({"cannot read the file of rules", options.rules_file, {}});
      return kHarnessError;
    }
    const auto errors = rules.load(text, options.rules_file);
    for (const auto& error : errors) print_error(error);
    if (!errors.empty()) return kUsage;
  }
  for (const auto& assignment : options.rules) {
    if (auto set = rules.set(assignment); !set) {
      print_error(set.error());
      return kUsage;
    }
  }
  return std::nullopt;
}

Result<RunFacts> facts_of(const DiagnoseOptions& options) {
  RunFacts facts;
  facts.requests = options.requests;
  facts.exit_status = options.exit_status;
  if (!options.warmup.empty()) {
    auto warmup = parse_duration(options.warmup);
    if (!warmup) return fail(warmup.error().what, "--warmup", warmup.error().hint);
    facts.warmup = *warmup;
  }
  const auto given = options.baseline_requests.size();
  if (given != 0 && given != options.baseline.size()) {
    return fail(fmt::format("{} for {}", count_of(given, "number"), count_of(options.baseline.size(), "trace")),
                "--baseline-requests", "give one for each trace of --baseline, in their order");
  }
  if (!options.go.empty()) {
    auto version = toolchain::Version::parse(options.go);
    if (!version) return fail(version.error().what, "--go", version.error().hint);
    facts.minor = version->minor;
  }
  return facts;
}

/// The number of the last "measure: requests=N" on stdout.
Result<std::optional<std::uint64_t>> requests_in(const std::string& file) {
  expectation::ProgramOutput output({std::string(expectation::kRequests)}, {});
  if (auto read = read_trace(file, [&](std::string_view bytes) { output.feed(bytes); }); !read)
    return tl::unexpected(read.error());
  output.finish();
  return expectation::requests_in(output);
}

Result<Findings> diagnose_trace(const TraceInput& input, const diagnosis::Rules& rules, const RunFacts& facts) {
  diagnosis::Diagnoser diagnoser(rules, facts);
  const auto read = read_samples(input, Whose::first, diagnoser);
  if (!read) return tl::unexpected(read.error());
  if (read->health.samples == 0 && read->health.lost() == 0)
    return fail("no sample of the scheduler in the trace", input.path,
                "start the program with GODEBUG=schedtrace=100,scheddetail=1 and give its stderr");
  if (read->interrupted) diagnoser.facts().was_stopped = true;
  return diagnoser.finish(read->health);
}

/// Keeps what the host's share is held against.
class Service final : public trace::Sink {
 public:
  explicit Service(diagnosis::Diagnoser& diagnoser) : diagnoser_(diagnoser) {}
  void on_sample(const trace::Sample& sample) override {
    gomaxprocs = sample.header.get(trace::HeaderField::gomaxprocs).value_or(0);
    diagnoser_.on_sample(sample);
  }
  void on_text(std::string_view text) override { diagnoser_.on_text(text); }
  std::int64_t gomaxprocs = 0;

 private:
  diagnosis::Diagnoser& diagnoser_;
};

Result<Findings> diagnose_service(const ServiceOptions& service, const CommonOptions& common,
                                  const diagnosis::Rules& rules, const RunFacts& facts) {
  diagnosis::Diagnoser diagnoser(rules, facts);
  Service sink(diagnoser);
  const auto run = run_service(service, common, sink);
  if (!run) return tl::unexpected(run.error());
  fmt::print(stderr, "schedlitmus: {} {}\n", service.argv.front(), describe_end(run->record));
  if (run->health.samples == 0 && run->health.lost() == 0)
    return fail("no sample of the scheduler came from it", service.argv.front(),
                "is it a Go program, and does it pass GODEBUG on to it?");
  put_facts(*run, sink.gomaxprocs, diagnoser.facts());
  return diagnoser.finish(run->health);
}

/// The rules after the healthy traces have moved them.
Result<diagnosis::Rules> learn(const DiagnoseOptions& options, diagnosis::Rules rules, RunFacts facts) {
  const auto& requests = options.baseline_requests;
  std::vector<diagnosis::Measured> healthy;
  for (std::size_t i = 0; i < options.baseline.size(); ++i) {
    const auto& path = options.baseline[i];
    facts.requests = requests.empty() ? std::nullopt : std::optional(requests[i]);
    auto findings = diagnose_trace({.path = path, .log = options.input.log, .process = {}}, rules, facts);
    if (!findings) return tl::unexpected(findings.error());
    if (findings->answer == diagnosis::Answer::cannot_tell)
      return fail("cannot be a baseline: " + findings->why, path, "give a longer trace of the healthy service");
    healthy.push_back(findings->measured);
  }
  return diagnosis::with_baseline(rules, healthy);
}

/// What the host did is nothing against the program, but neither can it be told to be well.
bool is_the_host_alone(const Findings& findings) {
  return findings.diagnoses.size() == 1 && findings.diagnoses.front().name == diagnosis::Name::host_noise;
}

int code_of(const Findings& findings) {
  if (is_the_host_alone(findings)) return kInconclusive;
  switch (findings.answer) {
    case diagnosis::Answer::nothing:
      return kOk;
    case diagnosis::Answer::found:
      return kViolated;
    case diagnosis::Answer::cannot_tell:
      return kInconclusive;
  }
  return kHarnessError;
}

/// The command behind "--", if there is one.
Result<std::optional<ServiceOptions>> service_of(const DiagnoseOptions& options, const CommonOptions& common) {
  if (common.behind_dashes.empty()) {
    if (options.service.given || !options.deadline.empty())
      return fail("--period, --keep, --no-detail, --no-view and --deadline need a command behind --", "diagnose");
    return std::optional<ServiceOptions>();
  }
  if (!options.input.path.empty()) return fail("either a trace or a command behind --", "diagnose");
  auto service = service_options(options.service, options.deadline, common);
  if (!service) return tl::unexpected(service.error());
  service->stdout_is_ours = options.json;
  return std::optional(*service);
}

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

int failed(const Error& error, int code) {
  print_error(error);
  return code;
}

}  // namespace

int diagnose_command(const DiagnoseOptions& options, const CommonOptions& common) {
  diagnosis::Rules rules;
  if (const auto code = set_rules(options, rules)) return *code;
  auto facts = facts_of(options);
  if (!facts) return failed(facts.error(), kUsage);
  if (!options.stdout_file.empty() && !facts->requests) {
    auto requests = requests_in(options.stdout_file);
    if (!requests) return failed(requests.error(), kHarnessError);
    facts->requests = *requests;
  }
  auto learnt = learn(options, rules, *facts);
  if (!learnt) return failed(learnt.error(), kHarnessError);
  const auto style = style_of_stdout(common.colour);
  if (options.list_rules) {
    print(options.json ? rules_to_json(*learnt) : rules_to_terminal(*learnt, style));
    return kOk;
  }
  const auto of_command = service_of(options, common);
  if (!of_command) return failed(of_command.error(), kUsage);
  const auto& service = *of_command;
  const auto of = service ? service->argv.front() : options.input.path;
  auto findings =
      service ? diagnose_service(*service, common, *learnt, *facts) : diagnose_trace(options.input, *learnt, *facts);
  if (!findings) return failed(findings.error(), kHarnessError);
  print(options.json ? to_json(*findings, of) : to_terminal(*findings, of, style));
  return code_of(*findings);
}

}  // namespace schedlitmus::cli
