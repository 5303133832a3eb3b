#include "selftest/control.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "support/quote.hpp"

namespace schedlitmus::selftest {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHolds = "holds-";
constexpr std::string_view kViolated = "violated-";
constexpr const char* kNames = "controls are named holds-RELEASE.trace and violated-CHECK[+CHECK...]-RELEASE.trace";

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

/// Without .json; absolute.
fs::path stem_of(const std::string& file) {
  std::error_code ignored;
  auto path = fs::weakly_canonical(file, ignored);
  if (ignored) path = fs::path(file).lexically_normal();
  return path.replace_extension();
}

/// The path's last `parts` parts.
fs::path tail(const fs::path& path, std::ptrdiff_t parts) {
  fs::path result;
  for (auto part = std::prev(path.end(), parts); part != path.end(); ++part) result /= *part;
  return result;
}

fs::path below(const fs::path& given, const expectation::Expectation& expectation) {
  const auto stem = stem_of(expectation.file);
  for (auto parts = std::distance(stem.begin(), stem.end()) - 1; parts > 0; --parts)
    if (is_folder(given / tail(stem, parts))) return given / tail(stem, parts);
  return given / expectation.name;
}

fs::path beside(const expectation::Expectation& expectation) {
  const auto stem = stem_of(expectation.file);
  fs::path rest = stem.filename();
  for (auto folder = stem.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
    if (is_folder(folder / "controls" / rest)) return folder / "controls" / rest;
    rest = folder.filename() / rest;
  }
  return fs::path(expectation.file).parent_path() / "controls" / stem.filename();
}

bool has_check(const expectation::Expectation& expectation, const std::string& id) {
  return std::ranges::find(expectation.checks, id, &expectation::Check::id) != expectation.checks.end();
}

}  // namespace

Result<Control> read_name(const fs::path& trace) {
  const auto stem = trace.stem().string();
  const bool holds = stem.starts_with(kHolds);
  if (!holds && !stem.starts_with(kViolated)) return fail("this is no control's name", trace.string(), kNames);
  const auto rest = stem.substr(holds ? kHolds.size() : kViolated.size());
  // No id has a dot, each release has one.
  const auto dash = rest.rfind('-', rest.find('.'));
  const auto release = toolchain::Version::parse(holds ? rest : rest.substr(dash + 1));
  if (!release) return fail(release.error().what + " in a control's name", trace.string(), kNames);
  Control control{.trace = trace, .holds = holds, .missed = {}, .release = *release};
  if (holds) return control;
  if (dash == std::string::npos) return fail("this control names no check", trace.string(), kNames);
  std::istringstream ids(rest.substr(0, dash));
  for (std::string id; std::getline(ids, id, '+');) control.missed.insert(id);
  return control;
}

fs::path controls_folder(const expectation::Expectation& expectation, const Places& places) {
  if (!places.given.empty()) return below(places.given, expectation);
  std::error_code ignored;
  const fs::path shipped = fs::path(places.shipped_expectations) / (expectation.name + ".json");
  if (fs::equivalent(expectation.file, shipped, ignored)) return fs::path(places.shipped_controls) / expectation.name;
  return beside(expectation);
}

Controls find_controls(const expectation::Expectation& expectation, const fs::path& folder) {
  std::vector<fs::path> traces;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator(); entry.increment(error))
    if (entry->path().extension() == ".trace") traces.push_back(entry->path());
  std::ranges::sort(traces);
  Controls controls;
  for (const auto& trace : traces) {
    auto control = read_name(trace);
    if (!control) {
      controls.errors.push_back(control.error());
      continue;
    }
    for (const auto& id : control->missed) {
      if (has_check(expectation, id)) continue;
      controls.errors.push_back(
          {fmt::format("a control for the check {}, which is not in {}", quote(id), expectation.file), trace.string(),
           kNames});
    }
    controls.found.push_back(std::move(*control));
  }
  return controls;
}

}  // namespace schedlitmus::selftest
