// The fast way through runs of G lines exactly as the runtime prints them:
// with 100,000 goroutines they are all but a thousandth of a trace. Every line
// that is different in any way is left to the tolerant parser.
#pragma once

#include <cstdint>
#include <vector>

#include "trace/sample.hpp"
#include "trace/text_pool.hpp"

namespace schedlitmus::trace {

/// Reads whole lines from `at`, the beginning of a line, and returns the
/// beginning of the first line that it did not take. `lines` counts them.
const char* read_goroutine_run(const char* at, const char* end, TextPool& pool, std::vector<Goroutine>& into,
                               std::uint64_t& lines);

}  // namespace schedlitmus::trace
