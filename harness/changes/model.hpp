// What a report of a comparison is made of, and all that its writers read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compare/comparison.hpp"
#include "report/model.hpp"
#include "support/result.hpp"

namespace schedlitmus::changes {

/// Where runs are kept unless told otherwise: a command that repeats something need not name it.
inline constexpr const char* kDefaultStore = ".schedlitmus/store.db";

struct Compared {
  std::string name;                  ///< of what is compared
  std::string axis;                  ///< "Go", "GOMAXPROCS", "GODEBUG"
  std::string setting;               ///< program, trace and what else is the same for all
  std::vector<compare::Line> lines;  ///< the runs' values are there, the streams are not
  compare::Comparison comparison;
  report::Context context;
  std::vector<Error> errors;                      ///< what could not be run at all, such as unknown releases
  bool interrupted = false;                       ///< what was run until then is compared
  std::optional<compare::Comparison> self_check;  ///< where it was asked for

  /// Where it is a baseline that was compared with.
  struct With {
    std::string from, made_by, host;
    std::vector<std::string> cautions,
        not_run;  ///< what else is not the same; its places that nothing is compared with
  };
  std::optional<With> baseline;
};

/// 0 no change, 1 changes, 2 too few runs count to say so or a baseline has not the setting, 3 something
/// could not be run, 130 interrupted.
[[nodiscard]] int exit_code(const Compared& compared);

}  // namespace schedlitmus::changes
