#include <fmt/format.h>

#include <cstdio>

#include "campaign/calibrate.hpp"
#include "cli/commands_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/home.hpp"
#include "cli/messages.hpp"
#include "cli/progress.hpp"
#include "support/numbers.hpp"
#include "support/table.hpp"

namespace schedlitmus::cli {

namespace {

std::string spread_table(const campaign::Calibration& calibration) {
  Table table({{"signal"},
               {"runs", Align::right},
               {"median", Align::right},
               {"95 %", Align::right},
               {"most", Align::right},
               {"limit", Align::right},
               {"above", Align::right}});
  for (const auto& spread : calibration.signals) {
    const auto share = [&](double value) { return spread.runs > 0 ? format_percent(value) : std::string("-"); };
    table.row({spread.name, fmt::format("{}", spread.runs), share(spread.median), share(spread.q95), share(spread.most),
               format_percent(spread.limit), fmt::format("{}", spread.over)});
  }
  return table.to_string({});
}

void print(const campaign::Calibration& calibration) {
  fmt::print("{}\n{}, Go {}, GOMAXPROCS=2\n\n", calibration.host_text,
             count_of(static_cast<std::uint64_t>(calibration.runs), "run"), calibration.release);
  fmt::print("{}\n", spread_table(calibration));
  const auto& self = calibration.self;
  const auto rate = self.verdicts > 0 ? static_cast<double>(self.alarms) / self.verdicts : 0.0;
  fmt::print("The release against itself, as run: {}.\n", self.as_run);
  fmt::print(
      "False alarms: in {} of {} random halves of these runs ({}) one half HOLDS and the other is VIOLATED; {} "
      "undecided.\n",
      self.alarms, self.verdicts, format_percent(rate), self.undecided);
}

}  // namespace

int calibrate_command(const CalibrateOptions& options, const CommonOptions& common) {
  process::install_interrupt_handlers();
  const auto launcher = process::make_launcher();
  const auto toolchain = toolchain::make_toolchain(*launcher, toolchain::default_places());
  campaign::CalibrateSettings settings;
  settings.programs = find_home().programs;
  settings.go = options.go;
  settings.runs = options.runs;
  ProgressLine line(stderr_is_terminal());
  const auto measured = campaign::calibrate(settings, {*launcher, *toolchain}, [&](const campaign::Progress& progress) {
    if (!common.quiet) line.show(progress);
  });
  line.clear();
  if (process::interrupted()) return kInterrupted;
  if (!measured) {
    print_error(measured.error());
    return kHarnessError;
  }
  print(measured->calibration);
  const auto path = options.output.empty() ? campaign::calibration_path() : options.output;
  if (!measured->too_busy.empty()) {
    print_error({"the machine is too busy to be calibrated: " + measured->too_busy,
                 {},
                 "nothing was stored; end what else runs on it and calibrate again"});
    return kInconclusive;
  }
  if (auto saved = campaign::save(measured->calibration, path); !saved) {
    print_error(saved.error());
    return kHarnessError;
  }
  fmt::print("The limits are in {} and used from now on.\n", path);
  return kOk;
}

}  // namespace schedlitmus::cli
