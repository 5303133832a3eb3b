// run -- COMMAND: a service that is looked at, without any expectation.
#include <fmt/format.h>

#include <cstdio>

#include "cli/commands_run.hpp"
#include "cli/diagnose_json.hpp"
#include "cli/diagnose_text.hpp"
#include "cli/exit_code.hpp"
#include "cli/live_summary.hpp"
#include "cli/messages.hpp"
#include "cli/report_files.hpp"
#include "cli/service_facts.hpp"
#include "cli/service_run.hpp"
#include "diagnosis/diagnoser.hpp"
#include "process/command_path.hpp"
#include "support/json_text.hpp"
#include "support/numbers.hpp"
#include "trace/export.hpp"

namespace schedlitmus::cli {

namespace {

class Summarizer final : public trace::Sink {
 public:
  void on_sample(const trace::Sample& sample) override {
    summary.add(sample);
    diagnoser.on_sample(sample);
  }
  void on_text(std::string_view text) override { diagnoser.on_text(text); }
  LiveSummary summary;
  diagnosis::Diagnoser diagnoser;
};

double seconds(std::chrono::nanoseconds time) { return std::chrono::duration<double>(time).count(); }

std::string summary_text(const std::string& command, const ServiceRun& run, const LiveSummary& summary) {
  const auto cpu = seconds(run.record.user_cpu + run.record.system_cpu);
  const auto wall = seconds(run.record.wall);
  auto text = fmt::format("schedlitmus: {} {}\n", command, describe_end(run.record));
  if (wall > 0) text += fmt::format("  {:<11} {:.0f} % of one\n", "CPU", cpu / wall * 100);
  text += to_text(summary);
  text += fmt::format("  {:<11} {}", "trace", trace::describe(run.health));
  if (run.health.samples == 0)
    text += "  no sample of the scheduler: is it a Go program, and does it pass GODEBUG on to it?\n";
  if (run.record.leftovers > 0)
    text += fmt::format("  {} that it left behind ended\n",
                        count_of(static_cast<std::uint64_t>(run.record.leftovers), "process was", "processes were"));
  return text;
}

std::string json_text(const CommonOptions& common, const ServiceRun& run, const LiveSummary& summary,
                      const std::string& diagnosis) {
  std::string health;
  trace::append_json(health, run.health);
  std::string argv;
  for (const auto& word : common.behind_dashes) argv += (argv.empty() ? "" : ",") + json::string_text(word);
  const auto& record = run.record;
  return fmt::format(
      R"({{"schema":"schedlitmus-service/1","command":[{}],"ending":"{}","exit_code":{},"wall_ms":{},"cpu_ms":{},)"
      R"("max_rss_bytes":{},"stdout_bytes":{},"stderr_bytes":{},"leftovers":{},"seen":{},"health":{},)"
      R"("diagnosis":{}}})"
      "\n",
      argv, process::name_of(record.ending), process::shell_code(record),
      std::chrono::duration_cast<Millis>(record.wall).count(),
      std::chrono::duration_cast<Millis>(record.user_cpu + record.system_cpu).count(), record.max_rss_bytes,
      record.stdout_bytes, record.stderr_bytes, record.leftovers, to_json(summary), health, diagnosis);
}

}  // namespace

int run_service_command(const RunOptions& options, const CommonOptions& common) {
  const auto service = service_options(options.service, options.launch.deadline, common);
  if (!service) return refuse(service.error(), kUsage);
  if (const auto path = process::find_command(service->argv.front()); !path)
    return refuse(path.error(), process::kNotFound);
  Summarizer summarizer;
  const auto run = run_service(*service, common, summarizer);
  if (!run) return refuse(run.error(), run.error().where == service->keep ? kHarnessError : process::kCannotExecute);
  put_facts(*run, summarizer.summary.gomaxprocs, summarizer.diagnoser.facts());
  const auto findings = summarizer.diagnoser.finish(run->health);
  const auto& command = common.behind_dashes.front();
  auto text = summary_text(command, *run, summarizer.summary);
  if (run->health.samples > 0) text += "\n" + to_terminal(findings, command, style_of_stderr(common.colour));
  std::fflush(stdout);
  std::fwrite(text.data(), 1, text.size(), stderr);
  const bool written =
      options.files.json.empty() ||
      write_output(options.files.json, json_text(common, *run, summarizer.summary, to_json(findings, command)));
  return written ? process::shell_code(run->record) : kHarnessError;
}

}  // namespace schedlitmus::cli
