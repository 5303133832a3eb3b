#include "support/size.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace schedlitmus {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t bytes;
};
constexpr std::uint64_t kKilo = 1000;
constexpr std::uint64_t kKibi = 1024;
constexpr std::array<Unit, 7> kUnits{{{"GiB", kKibi* kKibi* kKibi},
                                      {"MiB", kKibi* kKibi},
                                      {"KiB", kKibi},
                                      {"GB", kKilo* kKilo* kKilo},
                                      {"MB", kKilo* kKilo},
                                      {"kB", kKilo},
                                      {"B", 1}}};
constexpr std::uint64_t kMost = kKibi * kKibi * kKibi * kKibi * kKibi;

constexpr const char* kExamples = R"(write it like "512MiB", "1GB" or "64kB")";

}  // namespace

Result<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto unit_name = text.substr(static_cast<std::size_t>(end - text.data()));
  if (error == std::errc::invalid_argument) return fail(fmt::format("\"{}\" is not a size", text), {}, kExamples);
  if (unit_name.empty()) return fail(fmt::format("\"{}\" has no unit", text), {}, kExamples);
  for (const auto& unit : kUnits) {
    if (unit.name != unit_name) continue;
    if (error != std::errc{} || number > kMost / unit.bytes) {
      return fail(fmt::format("\"{}\" is too large", text), {}, "at most 1 PiB");
    }
    if (number == 0) return fail(fmt::format("\"{}\" is nothing", text), {}, kExamples);
    return number * unit.bytes;
  }
  return fail(fmt::format("\"{}\" has an unknown unit", text), {}, kExamples);
}

std::string format_size(std::uint64_t bytes) {
  for (const auto& unit : kUnits) {
    if (bytes % unit.bytes == 0 && bytes >= unit.bytes) return fmt::format("{}{}", bytes / unit.bytes, unit.name);
  }
  return fmt::format("{}B", bytes);
}

}  // namespace schedlitmus
