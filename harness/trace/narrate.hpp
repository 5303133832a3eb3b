// A trace in words: which G runs on which M and P, who waits where, and what
// changed since the sample before.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "trace/sample.hpp"

namespace schedlitmus::trace {

enum class NarrationStyle : std::uint8_t {
  plain,
  colour,  ///< for a terminal: plain with ANSI colours
  markdown,
};

/// Tells one sample after the other; remembers the one before, so that memory
/// is bounded by one sample.
class Narrator {
 public:
  explicit Narrator(NarrationStyle style);
  ~Narrator();
  Narrator(const Narrator&) = delete;
  Narrator& operator=(const Narrator&) = delete;

  void tell(std::string& out, const Sample& sample);
  /// Takes a sample as the one before without telling it.
  void pass_over(const Sample& sample);
  /// As if no sample had been told; the one before is still remembered.
  void forget_told();
  /// What the statuses and wait reasons that were told mean.
  void tell_words(std::string& out) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace schedlitmus::trace
