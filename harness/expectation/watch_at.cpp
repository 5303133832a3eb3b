// at: the sample nearest to the time, the earlier of two as near.
#include "expectation/condition.hpp"
#include "expectation/watch.hpp"
#include "expectation/window.hpp"

namespace schedlitmus::expectation {
namespace {

class AtWatch final : public Watch {
 public:
  explicit AtWatch(const Check& check) : at_(check.at), condition_(check.condition) {}

  std::optional<Outcome> see(Millis time, const Observation& observation) override {
    if (!nearest_.time || distance(time, at_) < distance(*nearest_.time, at_)) {
      nearest_ = outcome_of(satisfies(condition_, observation), time, seen_text(condition_, observation));
      nearest_.number = number_of(observation);
    }
    if (time < at_) return std::nullopt;
    return nearest_;
  }

  Outcome close() override { return nearest_; }

 private:
  Millis at_;
  Condition condition_;
  Outcome nearest_;  ///< so far
};

}  // namespace

std::unique_ptr<Watch> watch_at(const Check& check) { return std::make_unique<AtWatch>(check); }

}  // namespace schedlitmus::expectation
