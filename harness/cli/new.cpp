#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "cli/commands_lessons.hpp"
#include "cli/exit_code.hpp"
#include "cli/home.hpp"
#include "cli/messages.hpp"
#include "lesson/start.hpp"
#include "support/own_name.hpp"

namespace schedlitmus::cli {

namespace {

namespace fs = std::filesystem;

/// Below the project's own folder, or where a path says.
fs::path place_of(const std::string& name, const std::string& folder) {
  const bool is_path = name.starts_with('.') || name.starts_with('/');
  return is_path ? fs::path(name) : fs::path(folder) / name;
}

fs::path with_ending(fs::path path, const char* ending) {
  if (path.extension() != ending) path += ending;
  return path;
}

/// As a scenario names it: the program of the same name where there is one.
std::string program_for(const NewOptions& options, const Home& home) {
  if (!options.program.empty()) return options.program;
  const auto stem = fs::path(options.name).stem().string();
  std::error_code ignored;
  return fs::exists(fs::path(home.programs) / stem, ignored) ? stem : "ten_goroutines";
}

Result<void> write_new(const fs::path& path, const std::string& text) {
  std::error_code error;
  if (fs::exists(path, error)) return fail("this is there already", shown_path(path.string()), "choose another name");
  fs::create_directories(path.parent_path(), error);
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file.good()) return fail("cannot write the file", path.string(), "may you write there?");
  fmt::print("{}\n", shown_path(path.string()));
  return {};
}

struct Start {
  fs::path path;
  std::string text, next;  ///< the command that tries it
};

Start start_of(const NewOptions& options, const Home& home) {
  switch (options.kind) {
    case NewKind::lesson: {
      const auto path = with_ending(place_of(options.name, home.root + "/docs/lessons"), ".md");
      return {path, lesson::new_lesson(path.stem().string()),
              "lesson " + shown_path(path.string()) + " -o lesson.html"};
    }
    case NewKind::program: {
      const auto folder = place_of(options.name, home.programs);
      return {folder / "main.go", lesson::new_program(), "capture " + options.name};
    }
    case NewKind::expectation:
      break;
  }
  const auto path = with_ending(place_of(options.name, home.expectations), ".json");
  return {path, lesson::new_expectation(program_for(options, home)), "run " + shown_path(path.string())};
}

}  // namespace

int new_command(const NewOptions& options, const CommonOptions& common) {
  const auto start = start_of(options, find_home());
  if (const auto written = write_new(start.path, start.text); !written) return refuse(written.error(), kHarnessError);
  if (!common.quiet) fmt::print(stderr, "try it: {} {}\n", own_name(), start.next);
  return kOk;
}

}  // namespace schedlitmus::cli
