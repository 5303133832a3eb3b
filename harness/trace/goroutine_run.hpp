// The fast way through runs of G lines exactly as the runtime prints them:
// with 100,000 goroutines they are all but a thousandth of a trace. Every line
// that is different in any way is left to the tolerant parser.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "trace/sample.hpp"
#include "trace/text_pool.hpp"

namespace schedlitmus::trace {

/// The wait reasons seen so far, found by how they begin.
class ReasonCache {
 public:
  /// The reason at `at`, which ") m=" ends, or a view without data where
  /// nothing that can be a reason stands. At least 128 bytes must follow `at`.
  std::string_view find(const char* at, TextPool& pool);
  /// The pool has forgotten its texts.
  void clear() { slots_.fill({}); }

 private:
  static constexpr std::size_t kSlots = 64;
  std::array<std::string_view, kSlots> slots_{};
};

/// Reads whole lines from `at`, the beginning of a line, and returns the
/// beginning of the first line that it did not take. `lines` counts them.
const char* read_goroutine_run(const char* at, const char* end, TextPool& pool, ReasonCache& reasons,
                               std::vector<Goroutine>& into, std::uint64_t& lines);

}  // namespace schedlitmus::trace
