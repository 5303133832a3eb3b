// Any bytes as an expectation file: an expectation or errors with a place, never a crash.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "expectation/loader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto parsed = schedlitmus::expectation::parse({reinterpret_cast<const char*>(data), size}, "fuzz.json", "fuzz");
  if (!parsed && parsed.error().empty()) std::abort();
  return 0;
}
