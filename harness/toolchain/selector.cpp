#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <optional>

#include "support/quote.hpp"
#include "toolchain/goroot.hpp"
#include "toolchain/version.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kAllowed =
    "allowed: 1.13, 1.13.15, 1.21rc2, 1.20..1.27, 1.13.2..1.13.5, >=1.14, >1.4, <1.5, <=1.9, all, latest, previous, "
    "local, "
    "goroot:/folder/of/a/go";
constexpr std::string_view kGoroot = "goroot:";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// A release as written in a term: a whole minor ("1.13") or one release.
struct Named {
  Version version;
  bool whole_minor = false;

  static std::optional<Named> parse(std::string_view text) {
    const auto version = Version::parse(text);
    if (!version || !version->folder.empty()) return std::nullopt;
    const bool has_patch = std::ranges::count(text, '.') > 1;
    return Named{*version, version->is_full() && !has_patch};
  }

  /// Where a release stands to this one, wherever it lies; all of a minor stand level with it.
  [[nodiscard]] std::strong_ordering compare(Version release) const {
    release.folder.clear();
    return whole_minor ? release.minor <=> version.minor : release <=> version;
  }
};

using Releases = std::vector<Version>;

/// The newest of each minor among those.
Releases last_of_each_minor(const Releases& ascending) {
  std::map<int, Version> last;
  for (const auto& version : ascending) {
    last.insert_or_assign(version.minor, version);
  }
  Releases result;
  for (const auto& [minor, version] : last) {
    result.push_back(version);
  }
  return result;
}

Releases full_among(const Releases& versions) {
  Releases full;
  std::ranges::copy_if(versions, std::back_inserter(full), &Version::is_full);
  return full;
}

Releases sorted(Releases versions) {
  std::ranges::sort(versions);
  versions.erase(std::ranges::unique(versions).begin(), versions.end());
  return versions;
}

}  // namespace

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

  static std::optional<Term> parse(std::string_view text);
  [[nodiscard]] bool matches(const Version& version) const;
  [[nodiscard]] Releases choose(const Releases& known, const Releases& local) const;
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

std::optional<Selector::Term> Selector::Term::parse_folder(std::string_view text) {
  Term term;
  term.kind = Kind::folder;
  if (text.starts_with(kGoroot)) {
    std::error_code error;
    const auto folder = fs::absolute(text.substr(kGoroot.size()), error).lexically_normal();
    term.folder = (folder.has_filename() ? folder : folder.parent_path()).string();
    if (error || text.size() == kGoroot.size()) return std::nullopt;
    return term;
  }
  const auto version = Version::parse(text);
  if (!version || version->folder.empty()) return std::nullopt;
  term.folder = version->folder;
  term.named = *version;
  return term;
}

Result<Version> Selector::Term::in_folder() const {
  auto version = version_of_goroot(folder);
  if (version && named && *version != *named) {
    return fail("the Go in it is " + version->number() + ", not " + named->number(), folder);
  }
  return version;
}

std::optional<Selector::Term> Selector::Term::parse(std::string_view text) {
  Term term;
  term.text = text;
  const std::pair<std::string_view, Kind> words[] = {
      {"all", Kind::all}, {"latest", Kind::latest}, {"previous", Kind::previous}, {"local", Kind::local}};
  for (const auto& [word, kind] : words) {
    if (text == word) {
      term.kind = kind;
      return term;
    }
  }
  if (auto in_folder = parse_folder(text)) {
    in_folder->text = text;
    return in_folder;
  }
  term.kind = Kind::release;
  const std::pair<std::string_view, Kind> operators[] = {
      {">=", Kind::at_least}, {"<=", Kind::at_most}, {">", Kind::above}, {"<", Kind::below}};
  for (const auto& [sign, kind] : operators) {
    if (text.starts_with(sign)) {
      term.kind = kind;
      text = trimmed(text.substr(sign.size()));
      break;
    }
  }
  if (const auto dots = text.find(".."); dots != std::string_view::npos && term.kind == Kind::release) {
    term.kind = Kind::range;
    const auto to = Named::parse(trimmed(text.substr(dots + 2)));
    if (!to) return std::nullopt;
    term.to = *to;
    text = trimmed(text.substr(0, dots));
  }
  const auto from = Named::parse(text);
  if (!from || (term.kind == Kind::range && term.to.compare(from->version) > 0)) return std::nullopt;
  term.from = *from;
  return term;
}

bool Selector::Term::matches(const Version& version) const {
  switch (kind) {
    case Kind::release:
      return from.compare(version) == 0;
    case Kind::range:
      return from.compare(version) >= 0 && to.compare(version) <= 0;
    case Kind::at_least:
      return from.compare(version) >= 0;
    case Kind::above:
      return from.compare(version) > 0;
    case Kind::below:
      return from.compare(version) < 0;
    case Kind::at_most:
      return from.compare(version) <= 0;
    case Kind::all:
      return true;
    case Kind::folder:
      return version.folder == folder;
    case Kind::latest:
    case Kind::previous:
    case Kind::local:
      break;
  }
  return false;
}

Releases Selector::Term::choose(const Releases& known, const Releases& local) const {
  if (kind == Kind::local) return local;
  if (kind == Kind::folder) {
    const auto version = in_folder();
    return version ? Releases{*version} : Releases{};
  }
  if (kind == Kind::release && !from.whole_minor) return fitting(known);
  const Releases full = full_among(known);
  if (kind == Kind::latest || kind == Kind::previous) {
    const Releases last = last_of_each_minor(full);
    const std::size_t back = kind == Kind::latest ? 1 : 2;
    return last.size() < back ? Releases{} : Releases{last[last.size() - back]};
  }
  if (!means_each()) return last_of_each_minor(fitting(full));
  Releases each;
  std::ranges::copy_if(fitting(known), std::back_inserter(each),
                       [this](const Version& version) { return version.is_full() || is_an_end(version); });
  return each;
}

Error Selector::Term::nothing_fits(const Releases& known) const {
  if (kind == Kind::folder) {
    const auto version = in_folder();
    return version ? Error{} : version.error();
  }
  if (kind == Kind::local) return {"no go on this machine", {}, "install one (Debian: golang-go)"};
  Error error{"no Go release " + (kind == Kind::release ? text : "fits " + text), {}, "none is known"};
  const Releases full = full_among(known);
  if (const Releases candidates = fitting(known); !candidates.empty()) {
    error.hint = "only " + candidates.back().to_string() + ": name it to use it";
  } else if (full.empty()) {
    return error;
  } else if (kind != Kind::release) {
    error.hint = "the oldest is " + full.front().to_string() + ", the newest " + full.back().to_string();
  } else if (from.version > full.back()) {
    error.hint = "the newest is " + full.back().to_string();
  } else if (from.version < full.front()) {
    error.hint = "the oldest is " + full.front().to_string();
  } else {
    const auto above = std::ranges::upper_bound(full, from.version);
    error.hint = "the nearest are " + std::prev(above)->to_string() + " and " + above->to_string();
  }
  return error;
}

Selector::Selector() = default;
Selector::~Selector() = default;
Selector::Selector(const Selector&) = default;
Selector& Selector::operator=(const Selector&) = default;

Result<Selector> Selector::parse(std::string_view text) {
  Selector selector;
  selector.text_ = text;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string_view written = trimmed(text.substr(begin, end - begin));
    const auto term = Term::parse(written);
    if (!term) {
      return fail(written.empty() ? "an empty term among the Go releases" : quote(written) + " names no Go release", {},
                  std::string(kAllowed));
    }
    selector.terms_.push_back(*term);
    begin = end + 1;
  }
  return selector;
}

bool Selector::matches(const Version& version) const {
  return std::ranges::any_of(terms_, [&version](const Term& term) { return term.matches(version); });
}

Selector::Chosen Selector::choose(const std::vector<Version>& available, const std::vector<Version>& local) const {
  Releases known = available;
  known.insert(known.end(), local.begin(), local.end());
  known = sorted(std::move(known));
  Chosen chosen;
  for (const auto& term : terms_) {
    const Releases versions = term.choose(known, local);
    chosen.versions.insert(chosen.versions.end(), versions.begin(), versions.end());
    if (versions.empty()) {
      chosen.errors.push_back(term.nothing_fits(known));
      chosen.unknown.push_back(term.text);
    }
  }
  chosen.versions = sorted(std::move(chosen.versions));
  return chosen;
}

}  // namespace schedlitmus::toolchain
