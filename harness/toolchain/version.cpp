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
  version.devel = take(text, "-devel");
  if (version.devel) return text.empty() && version.patch == 0 ? std::optional(version) : std::nullopt;
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
  const int stage = version.devel ? 0 : version.candidate == 0 ? 3 : version.beta ? 1 : 2;
  return std::tuple(version.minor, version.patch, stage, version.candidate, std::string_view(version.folder));
}

}  // namespace

Result<Version> Version::parse(std::string_view text) {
  std::string_view rest = text;
  take(rest, "go");
  const auto at = rest.find('@');
  if (auto version = read(rest.substr(0, at))) {
    if (at != std::string_view::npos) version->folder = rest.substr(at + 1);
    const bool has_place = version->folder.starts_with('/');
    // Somebody's own has a folder; nothing else names it.
    if (at == std::string_view::npos ? !version->devel : has_place) return *version;
  }
  return fail(quote(text) + " is no Go release", {},
              "write 1.13, 1.13.15, 1.21rc2, 1.21beta1 or 1.28-devel@/folder/of/a/go");
}

std::string Version::to_string() const { return folder.empty() ? number() : number() + "@" + folder; }

std::string Version::number() const {
  std::string text = fmt::format("1.{}", minor);
  if (devel) return text + "-devel";
  // The first release of a minor has been called 1.N.0 since 1.21.
  if (patch > 0 || (candidate == 0 && minor >= 21)) text += fmt::format(".{}", patch);
  if (candidate > 0) text += fmt::format("{}{}", beta ? "beta" : "rc", candidate);
  return text;
}

std::strong_ordering Version::operator<=>(const Version& other) const { return order_of(*this) <=> order_of(other); }

}  // namespace schedlitmus::toolchain
