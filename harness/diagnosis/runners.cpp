#include "diagnosis/runners.hpp"

#include <algorithm>
#include <iterator>

namespace schedlitmus::diagnosis {
namespace {

constexpr std::size_t kMostCounted = 1024;

}  // namespace

void Runners::see(std::int64_t id) {
  ++counts_[id];
  if (counts_.size() <= kMostCounted) return;
  ++lost_;
  for (auto counted = counts_.begin(); counted != counts_.end();)
    counted = --counted->second == 0 ? counts_.erase(counted) : std::next(counted);
}

Runners::Top Runners::top() const {
  Top top;
  for (const auto& [id, count] : counts_) {
    if (count > top.first) {
      top = {id, count, top.first};
    } else {
      top.second = std::max(top.second, count);
    }
  }
  top.first += top.first > 0 ? lost_ : 0;
  return top;
}

}  // namespace schedlitmus::diagnosis
