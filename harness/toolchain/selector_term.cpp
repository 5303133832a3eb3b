#include "toolchain/selector_term.hpp"

#include <filesystem>
#include <map>
#include <utility>

#include "support/text.hpp"
#include "toolchain/goroot.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kGoroot = "goroot:";

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

}  // namespace

std::optional<Named> Named::parse(std::string_view text) {
  const auto version = Version::parse(text);
  if (!version || !version->folder.empty()) return std::nullopt;
  const bool has_patch = std::ranges::count(text, '.') > 1;
  return Named{*version, version->is_full() && !has_patch};
}

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

Result<Version> Selector::Term::in_folder() const { return named ? check_goroot(*named) : version_of_goroot(folder); }

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

}  // namespace schedlitmus::toolchain
