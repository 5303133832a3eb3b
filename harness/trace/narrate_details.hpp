// The P, M and G lines of one sample in words.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "trace/narrate_style.hpp"
#include "trace/sample.hpp"

namespace schedlitmus::trace {

/// The statuses and wait reasons that were told, for an explanation at the end.
struct ToldWords {
  std::set<std::int64_t> statuses;
  std::set<std::string> reasons;
};

/// "P1 runs on M2, which runs G10", the Ms without a P, the Gs by what they do.
void tell_details(std::string& out, const Typesetter& style, const Sample& sample, ToldWords& told);

}  // namespace schedlitmus::trace
