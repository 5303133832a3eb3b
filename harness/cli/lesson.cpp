#include "lesson/read_lesson.hpp"

#include <filesystem>

#include "cli/at_work.hpp"
#include "cli/commands_lessons.hpp"
#include "cli/exit_code.hpp"
#include "cli/home.hpp"
#include "cli/messages.hpp"
#include "cli/report_files.hpp"
#include "cli/run_settings.hpp"
#include "lesson/teach.hpp"
#include "lesson/writers.hpp"
#include "support/files.hpp"

namespace schedlitmus::cli {

namespace {

namespace fs = std::filesystem;

bool is_html(const LessonOptions& options) { return fs::path(options.output).extension() == ".html"; }

/// Where the lesson with what was seen goes, and its pictures beside it.
bool write_filled(const lesson::Lesson& lesson, const lesson::Taught& taught, const LessonOptions& options) {
  if (is_html(options)) return write_output(options.output, lesson::to_html(lesson, taught));
  const auto filled = lesson::to_markdown(lesson, taught, fs::path(options.output).stem().string());
  bool written = write_output(options.output, filled.text);
  for (const auto& [name, svg] : filled.pictures)
    written = write_output((fs::path(options.output).parent_path() / name).string(), svg) && written;
  return written;
}

Result<lesson::TeachSettings> settings_for(const LessonOptions& options, const CommonOptions& common,
                                           const Home& home) {
  auto campaign = read_settings(options.run, common, home);
  if (!campaign) return tl::unexpected(campaign.error());
  lesson::TeachSettings settings;
  settings.campaign = std::move(*campaign);
  settings.to_show = !options.check_only;
  settings.pictures = is_html(options) ? trace::PictureFor::page : trace::PictureFor::file;
  return settings;
}

/// One lesson; its exit code.
int teach(const std::string& file, const LessonOptions& options, const CommonOptions& common, const Home& home) {
  const auto text = read_file(file);
  if (!text) return refuse(text.error(), kHarnessError);
  const auto lesson = lesson::read_lesson(*text, file, home.expectations);
  if (!lesson) {
    for (const auto& error : lesson.error()) print_error(error);
    return kHarnessError;
  }
  const auto settings = settings_for(options, common, home);
  if (!settings) return refuse(settings.error(), kUsage);
  auto store = store::Store::open(options.run.store);
  if (!store) return refuse(store.error(), kHarnessError);
  const auto taught = at_work(*store, common, [&](const campaign::Parts& parts, const auto& progress) {
    return lesson::teach(*lesson, *settings, parts, progress);
  });
  if (!taught) return refuse(taught.error(), code_of_failure());
  for (const auto& error : taught->errors) print_error(error);
  bool written = write_output("-", lesson::to_terminal(*lesson, *taught, style_of_stdout(common.colour)));
  const int code = lesson::exit_code(*taught);
  if (!options.output.empty() && !options.check_only && code != kInterrupted && !taught->statements.empty())
    written = write_filled(*lesson, *taught, options) && written;
  return written || code == kInterrupted ? code : kHarnessError;
}

}  // namespace

int lesson_command(const LessonOptions& options, const CommonOptions& common) {
  if (options.lessons.size() > 1 && !options.output.empty())
    return refuse({"-o is one file, and there are several lessons", "-o", "write them one by one"}, kUsage);
  const auto home = find_home();
  // As of run: the first that applies of 130, 3, 1, 2, 0.
  int code = kOk;
  for (const auto& file : options.lessons) {
    const int one = teach(file, options, common, home);
    if (one == kInterrupted || one == kUsage) return one;
    const auto weight = [](int value) {
      return value == kOk ? 0 : value == kInconclusive ? 1 : value == kViolated ? 2 : 3;
    };
    if (weight(one) > weight(code)) code = one;
  }
  return code;
}

}  // namespace schedlitmus::cli
