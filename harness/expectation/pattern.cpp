#include "expectation/pattern.hpp"

#include <boost/regex.hpp>
#include <utility>

namespace schedlitmus::expectation {

struct Pattern::Compiled {
  boost::regex regex;
};

Pattern::Pattern(std::string text, std::shared_ptr<const Compiled> compiled)
    : text_(std::move(text)), compiled_(std::move(compiled)) {}

Result<Pattern> Pattern::parse(const std::string& text) {
  auto compiled = std::make_shared<Compiled>();
  try {
    compiled->regex.assign(text, boost::regex::perl);
  } catch (const std::exception& error) {  // regex_error; runtime_error where the expression is too large
    std::string why = error.what();
    return fail("this is no regular expression", {}, why.substr(0, why.find_first_of(".\n")));
  }
  return Pattern(text, std::move(compiled));
}

std::optional<std::string> Pattern::pick(std::string_view line) const {
  boost::cmatch match;
  try {
    if (!boost::regex_search(line.data(), line.data() + line.size(), match, compiled_->regex)) return std::nullopt;
  } catch (const std::exception&) {  // the matcher's own limit of steps
    return std::nullopt;
  }
  for (std::size_t group = 1; group < match.size(); ++group)
    if (match[static_cast<int>(group)].matched) return match[static_cast<int>(group)].str();
  return match[0].str();
}

}  // namespace schedlitmus::expectation
