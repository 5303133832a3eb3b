#include "verdict/verdict.hpp"

namespace schedlitmus::verdict {

std::string_view name_of(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::holds:
      return "HOLDS";
    case VerdictKind::violated:
      return "VIOLATED";
    case VerdictKind::inconclusive:
      return "INCONCLUSIVE";
    case VerdictKind::skipped:
      return "SKIPPED";
  }
  return "";
}

std::string_view name_of(Lack lack) {
  switch (lack) {
    case Lack::nothing:
      return "nothing";
    case Lack::runs:
      return "runs";
    case Lack::quiet_host:
      return "quiet_host";
    case Lack::usable_samples:
      return "usable_samples";
  }
  return "";
}

}  // namespace schedlitmus::verdict
