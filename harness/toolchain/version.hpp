// Go release numbers and the selectors that choose among them.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.hpp"

namespace schedlitmus::toolchain {

/// A Go release: 1.13.15, 1.21rc2; or a Go in a folder of its own, such as a
/// self-built one: 1.28-devel@/home/me/go, 1.26.8@/opt/go. Go 1 only.
struct Version {
  int minor = 0;
  int patch = 0;
  int candidate = 0;  ///< rcN or, below it, betaN; 0: a full release
  bool beta = false;
  bool devel = false;  ///< between two releases: towards 1.`minor`
  /// Absolute GOROOT of a Go that is named by it; empty: a release as Go's team
  /// made it. With {}, so that an initializer may leave it out without a warning.
  std::string folder{};

  [[nodiscard]] static Result<Version> parse(std::string_view text);  // with or without the "go" before it
  /// As Go names it: "1.13.15", "1.21rc2", "1.5", and from 1.21 on "1.21.0";
  /// with "@" and the folder where it has one. parse() reads it back.
  [[nodiscard]] std::string to_string() const;
  /// The same without the folder.
  [[nodiscard]] std::string number() const;
  /// Neither a beta, nor a candidate, nor somebody's own.
  [[nodiscard]] bool is_full() const { return candidate == 0 && !devel && folder.empty(); }
  std::strong_ordering operator<=>(const Version& other) const;  // 1.21-devel@/x < 1.21rc2 < 1.21.0 < 1.21.0@/x
  bool operator==(const Version&) const = default;
};

/// A selector: comma-separated `1.13` (its last patch), `1.13.15`, `1.21rc2`,
/// `1.20..1.27` (the last patch of each), `1.13.2..1.13.5` (each patch between),
/// `>=1.14`, `>1.4`, `<1.5`, `<=1.9` (the last patch of each), `all`, `latest` (the newest full release), `previous`
/// (the newest of the minor before), `local` (the go on this machine), `goroot:/home/me/go` (the Go in that folder;
/// also as reports name it, 1.28-devel@/home/me/go). Betas, release candidates and self-built ones are chosen only when
/// named; conditions such as `>=1.14` fit them by number.
class Selector {
 public:
  [[nodiscard]] static Result<Selector> parse(std::string_view text);

  /// Whether the release is meant, as a condition ("go": ">=1.5"): a term 1.13
  /// means all of 1.13's patches and candidates here. `latest`, `previous` and
  /// `local` fit nothing: they depend on the machine, see choose().
  [[nodiscard]] bool matches(const Version& version) const;

  /// The releases to run, ascending, each once. A term that no available
  /// release fits is an error of its own; the others are still given. Looks
  /// into the folders that are named.
  struct Chosen {
    std::vector<Version> versions;
    std::vector<Error> errors;         ///< "no Go release 1.99" ...
    std::vector<std::string> unknown;  ///< the terms of `errors`
  };
  [[nodiscard]] Chosen choose(const std::vector<Version>& available, const std::vector<Version>& local) const;

 private:
  struct Term;
  std::string text_;
  std::vector<Term> terms_;
  Selector();

 public:
  ~Selector();
  Selector(const Selector&);
  Selector& operator=(const Selector&);
};

}  // namespace schedlitmus::toolchain
