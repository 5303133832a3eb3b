// One term of a selector.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "toolchain/version.hpp"

namespace schedlitmus::toolchain {

/// A release as written in a term: a whole minor ("1.13") or one release.
struct Named {
  Version version;
  bool whole_minor = false;

  static std::optional<Named> parse(std::string_view text);

  /// Where a release stands to this one, wherever it lies; all of a minor stand level with it.
  [[nodiscard]] std::strong_ordering compare(Version release) const {
    release.folder.clear();
    return whole_minor ? release.minor <=> version.minor : release <=> version;
  }
};

using Releases = std::vector<Version>;

struct Selector::Term {
  enum class Kind : std::uint8_t {
    release,
    range,
    at_least,
    above,
    below,
    at_most,
    all,
    latest,
    previous,
    local,
    folder
  };

  std::string text;
  Kind kind = Kind::all;
  Named from, to;                ///< `from` alone but for a range
  std::string folder;            ///< of Kind::folder, absolute
  std::optional<Version> named;  ///< the Go that it is said to hold

  /// Without blanks around it; nothing where it is none.
  static std::optional<Term> parse(std::string_view text);
  [[nodiscard]] bool matches(const Version& version) const;
  /// Of those that are known, ascending, and those of this machine.
  [[nodiscard]] Releases choose(const Releases& known, const Releases& local) const;
  /// Why choose() gives none, and what would fit.
  [[nodiscard]] Error nothing_fits(const Releases& known) const;

 private:
  /// A range between two single releases means each of them, not the last of each minor.
  [[nodiscard]] bool means_each() const { return kind == Kind::range && !from.whole_minor && !to.whole_minor; }
  [[nodiscard]] bool is_an_end(const Version& version) const {
    return from.compare(version) == 0 || to.compare(version) == 0;
  }
  static std::optional<Term> parse_folder(std::string_view text);
  [[nodiscard]] Result<Version> in_folder() const;
  /// Somebody's own is not chosen by its number.
  [[nodiscard]] Releases fitting(const Releases& known) const {
    Releases fit;
    std::ranges::copy_if(known, std::back_inserter(fit),
                         [this](const Version& version) { return version.folder.empty() && matches(version); });
    return fit;
  }
};

}  // namespace schedlitmus::toolchain
