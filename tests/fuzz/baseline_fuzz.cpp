// Any bytes as a baseline's file: a baseline or errors with a place, never a
// crash; and what is read is written as a text that reads back the same.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "compare/baseline.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace schedlitmus::compare;
  const auto parsed = parse_baseline({reinterpret_cast<const char*>(data), size}, "fuzz.json");
  if (!parsed && parsed.error().empty()) std::abort();
  if (!parsed) return 0;
  const auto text = to_text(*parsed);
  const auto again = parse_baseline(text, "again.json");
  if (!again || to_text(*again) != text) std::abort();
  return 0;
}
