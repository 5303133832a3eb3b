#include <fmt/format.h>

#include "process/launcher.hpp"

namespace schedlitmus::process {
namespace {

class Collector : public Observer {
 public:
  void on_stdout(std::string_view bytes) override { output.out.append(bytes); }
  void on_stderr(std::string_view bytes) override { output.err.append(bytes); }
  [[nodiscard]] bool enough() const override { return false; }

  ToolOutput output;
};

}  // namespace

Result<ToolOutput> run_tool(Launcher& launcher, const LaunchSpec& spec) {
  Collector collector;
  const auto record = launcher.run(spec, collector);
  if (!record) return tl::unexpected(record.error());
  const std::string where = spec.argv.empty() ? std::string() : spec.argv.front();
  switch (record->ending) {
    case Ending::exited:
      collector.output.code = record->code;
      return std::move(collector.output);
    case Ending::signalled:
      return fail(fmt::format("killed by signal {}", record->signal), where);
    case Ending::timed_out:
      return fail("still running after " + format_duration(spec.deadline), where);
    case Ending::output_limit:
      return fail(fmt::format("wrote more than {} bytes", spec.max_output), where);
    case Ending::memory_limit:
      return fail(fmt::format("used more than {} bytes of memory", spec.max_memory), where);
    case Ending::stopped:
    case Ending::shut_down:
    case Ending::stubborn:
    case Ending::interrupted:
      break;
  }
  return fail("interrupted", where);
}

}  // namespace schedlitmus::process
