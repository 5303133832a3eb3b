#include "expectation/side.hpp"

namespace schedlitmus::expectation {

bool is_above(const Condition& condition, double number) {
  if (condition.equals) {
    const auto* expected = std::get_if<Bound>(&*condition.equals);
    return expected == nullptr || number > expected->base;
  }
  return condition.max && number > condition.max->base;
}

}  // namespace schedlitmus::expectation
