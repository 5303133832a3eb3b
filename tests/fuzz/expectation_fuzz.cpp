// Any bytes as an expectation file, with a form feed as that file and the
// defaults.json of two folders: an expectation or errors with a place, never a
// crash; and what is in effect is the same expectation again.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "expectation/defaults.hpp"
#include "expectation/loader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace schedlitmus::expectation;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto next = [&rest] {
    const auto part = rest.substr(0, rest.find('\f'));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    return part;
  };
  const auto text = next();
  Around around{{}, {{"limit", "9"}, {"pace", "50ms"}, {"list", R"(["$a", [1]])"}}};
  while (!rest.empty() && around.defaults.size() < 2) around.defaults.push_back({"defaults.json", std::string(next())});
  if (!around.defaults.empty()) (void)check_defaults(around.defaults);
  const auto parsed = parse(text, "fuzz.json", "fuzz", around);
  if (!parsed && parsed.error().empty()) std::abort();
  if (!parsed) return 0;
  const auto again = parse(parsed->source, "fuzz.json", "fuzz");
  if (!again || again->source != parsed->source || again->checks.size() != parsed->checks.size()) std::abort();
  return 0;
}
