#include "toolchain/version.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <tuple>

#include "support/quote.hpp"

namespace schedlitmus::toolchain {
namespace {

/// A number without sign or leading zeros, taken from the front of `text`.
std::optional<int> take_number(std::string_view& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const auto length = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || value < 0 || text.front() == '-' || (length > 1 && text.front() == '0')) {
    return std::nullopt;
  }
  text.remove_prefix(length);
  return value;
}

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::optional<Version> read(std::string_view text) {
  Version version;
  if (!take(text, "1.")) return std::nullopt;
  const auto minor = take_number(text);
  if (!minor) return std::nullopt;
  version.minor = *minor;
  if (take(text, ".")) {
    const auto patch = take_number(text);
    if (!patch) return std::nullopt;
    version.patch = *patch;
  }
  version.beta = take(text, "beta");
  if (version.beta || take(text, "rc")) {
    const auto candidate = take_number(text);
    if (!candidate || *candidate == 0) return std::nullopt;
    version.candidate = *candidate;
  }
  if (!text.empty()) return std::nullopt;
  return version;
}

auto order_of(const Version& version) {
  const int stage = version.is_full() ? 2 : version.beta ? 0 : 1;
  return std::tuple(version.minor, version.patch, stage, version.candidate);
}

}  // namespace

Result<Version> Version::parse(std::string_view text) {
  std::string_view rest = text;
  take(rest, "go");
  if (const auto version = read(rest)) return *version;
  return fail(quote(text) + " is no Go release", {}, "write 1.13, 1.13.15, 1.21rc2 or 1.21beta1");
}

std::string Version::to_string() const {
  std::string text = fmt::format("1.{}", minor);
  // The first release of a minor has been called 1.N.0 since 1.21.
  if (patch > 0 || (is_full() && minor >= 21)) text += fmt::format(".{}", patch);
  if (!is_full()) text += fmt::format("{}{}", beta ? "beta" : "rc", candidate);
  return text;
}

std::strong_ordering Version::operator<=>(const Version& other) const { return order_of(*this) <=> order_of(other); }

}  // namespace schedlitmus::toolchain
