#include "expectation/outcome.hpp"

namespace schedlitmus::expectation {

std::string_view name_of(OutcomeKind kind) {
  switch (kind) {
    case OutcomeKind::held:
      return "held";
    case OutcomeKind::missed:
      return "missed";
    case OutcomeKind::undecided:
      return "undecided";
  }
  return "";
}

}  // namespace schedlitmus::expectation
