// A recoverable failure as a value. Bugs abort; exceptions of a library are
// caught in the adapter that calls it and become an Error.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace schedlitmus {

/// What went wrong, for a person to read.
struct Error {
  std::string what;   ///< the fact: "unknown key \"toleranse\""
  std::string where;  ///< "file:line:column", a path or a release; may be empty
  std::string hint;   ///< what to do about it; may be empty

  bool operator==(const Error&) const = default;
};

/// One line, "where: what (hint)", with the parts that are there.
[[nodiscard]] std::string to_string(const Error& error);

template <class T>
using Result = tl::expected<T, Error>;

/// `return fail("no such program", path, "see goprograms/");`
[[nodiscard]] inline tl::unexpected<Error> fail(std::string what, std::string where = {}, std::string hint = {}) {
  return tl::unexpected<Error>(Error{std::move(what), std::move(where), std::move(hint)});
}

}  // namespace schedlitmus
