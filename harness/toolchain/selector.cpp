#include <algorithm>

#include "support/quote.hpp"
#include "support/text.hpp"
#include "toolchain/selector_term.hpp"
#include "toolchain/version.hpp"

namespace schedlitmus::toolchain {
namespace {

constexpr std::string_view kAllowed =
    "allowed: 1.13, 1.13.15, 1.21rc2, 1.20..1.27, 1.13.2..1.13.5, >=1.14, >1.4, <1.5, <=1.9, all, latest, previous, "
    "local, "
    "goroot:/folder/of/a/go";

Releases sorted(Releases versions) {
  std::ranges::sort(versions);
  versions.erase(std::ranges::unique(versions).begin(), versions.end());
  return versions;
}

}  // namespace

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
