#include "expectation/watch.hpp"

#include <cassert>

namespace schedlitmus::expectation {

std::unique_ptr<Watch> make_watch(const Check& check) {
  switch (check.quantifier) {
    case Quantifier::at:
      return watch_at(check);
    case Quantifier::always:
    case Quantifier::eventually:
      return watch_first(check);
  }
  assert(false);
  return nullptr;
}

}  // namespace schedlitmus::expectation
