#include "lesson/kept_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>

#include "trace/reader.hpp"

namespace schedlitmus::lesson {

namespace {

constexpr std::string_view kHeader = "SCHED ";

/// The next line, with its end; empty at the end of the text.
std::string_view next_line(std::string_view& text) {
  const auto end = text.find('\n');
  const auto line = text.substr(0, end == std::string_view::npos ? text.size() : end + 1);
  text.remove_prefix(line.size());
  return line;
}

/// Of "SCHED 300ms: ..."
std::optional<Millis> time_of(std::string_view line) {
  if (!line.starts_with(kHeader)) return std::nullopt;
  line.remove_prefix(kHeader.size());
  std::int64_t time = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), time);
  const std::string_view rest(end, static_cast<std::size_t>(line.data() + line.size() - end));
  if (error != std::errc{} || !rest.starts_with("ms:")) return std::nullopt;
  return Millis(time);
}

/// "runqueue=2 [3 3]" of a summary; of a detailed sample the lengths in its P lines.
std::string queues_of(std::string_view lines) {
  std::string queues;
  const auto header = next_line(lines);
  queues += header.substr(std::min(header.find(" runqueue="), header.size()));
  while (!lines.empty()) {
    const auto line = next_line(lines);
    const auto size = line.find(" runqsize=");
    if (size != std::string_view::npos) queues += line.substr(size, line.find(' ', size + 1) - size);
  }
  return queues;
}

/// "  P0: status=1 ..."
bool is_detail(std::string_view line) {
  const auto name = line.substr(std::min(line.find_first_not_of(' '), line.size()));
  if (name.size() < 3 || std::string_view("PMG").find(name[0]) == std::string_view::npos) return false;
  const auto digits = name.find_first_not_of("0123456789", 1);
  return digits != std::string_view::npos && digits > 1 && name[digits] == ':';
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of("0123456789", at), text.size()) - at;
}

using Number = std::function<std::string(std::string_view id)>;

/// The line with the number behind `key` replaced, where it has one.
std::string with_number(const std::string& line, std::string_view key, const Number& number) {
  const auto at = line.find(key);
  if (at == std::string::npos) return line;
  const auto begin = at + key.size();
  const auto length = digits_at(line, begin);
  if (length == 0) return line;
  return line.substr(0, begin) + number(std::string_view(line).substr(begin, length)) + line.substr(begin + length);
}

bool is_goroutine(std::string_view line) {
  const auto name = line.find_first_not_of(' ');
  return name != std::string_view::npos && line[name] == 'G' && is_detail(line);
}

/// Hands the samples to a function while they live.
class Samples final : public trace::Sink {
 public:
  explicit Samples(std::function<void(const trace::Sample&)> take) : take_(std::move(take)) {}
  void on_sample(const trace::Sample& sample) override { take_(sample); }
  void on_text(std::string_view) override {}

 private:
  std::function<void(const trace::Sample&)> take_;
};

void read(std::string_view lines, std::function<void(const trace::Sample&)> take) {
  Samples sink(std::move(take));
  trace::Reader reader(sink);
  reader.feed(lines);
  reader.finish();
}

}  // namespace

std::vector<SampleLines> sample_lines(std::string_view trace) {
  std::vector<SampleLines> samples;
  bool inside = false;
  while (!trace.empty()) {
    const auto line = next_line(trace);
    if (const auto time = time_of(line)) {
      samples.push_back({*time, std::string(line)});
      inside = true;
    } else if (inside && is_detail(line)) {
      samples.back().text += line;
    }
  }
  return samples;
}

std::vector<SampleLines> from_time(const std::vector<SampleLines>& samples, Millis time, Millis every,
                                   std::size_t most) {
  std::vector<SampleLines> chosen;
  for (const auto& sample : samples) {
    if (chosen.size() == most) break;
    if (chosen.empty() ? sample.time == time : sample.time >= chosen.back().time + every) chosen.push_back(sample);
  }
  return chosen;
}

std::vector<SampleLines> with_changed_queues(const std::vector<SampleLines>& samples) {
  std::vector<SampleLines> changed;
  std::string before;
  for (const auto& sample : samples) {
    std::string queues = queues_of(sample.text);
    if (changed.empty() || queues != before) changed.push_back(sample);
    before = std::move(queues);
  }
  return changed;
}

std::string GoroutineNames::number_of(std::string_view id) {
  const auto next = static_cast<int>(numbers_.size()) + 1;
  return fmt::format("{}", numbers_.emplace(std::string(id), next).first->second);
}

std::string GoroutineNames::renamed(std::string_view lines) {
  // Ms stand before Gs, but the list of all Gs is what gives the order.
  for (auto rest = lines; !rest.empty();) {
    const auto line = next_line(rest);
    if (is_goroutine(line)) (void)number_of(line.substr(line.find('G') + 1, digits_at(line, line.find('G') + 1)));
  }
  const Number number = [this](std::string_view id) { return number_of(id); };
  std::string text;
  while (!lines.empty()) {
    std::string line(next_line(lines));
    if (is_goroutine(line))
      line = with_number(line, "G", number);
    else if (is_detail(line))
      line = with_number(with_number(line, "curg=", number), "lockedg=", number);
    text += line;
  }
  return text;
}

std::string with_rounded_time(std::string_view lines, Millis step) {
  const auto time = time_of(lines);
  if (!time || step.count() <= 0) return std::string(lines);
  const auto rounded = (*time + step / 2) / step * step;
  return fmt::format("{}{}{}", kHeader, rounded.count(), lines.substr(lines.find("ms:")));
}

std::string first_lines(std::string_view text, int most) {
  std::string first;
  for (int line = 0; !text.empty(); ++line) {
    if (most > 0 && line == most) return first + "...\n";
    first += next_line(text);
  }
  return first;
}

std::string picture_of(std::string_view lines, trace::PictureFor place) {
  std::string svg;
  read(lines, [&](const trace::Sample& sample) { svg = trace::picture(sample, place); });
  return svg;
}

std::string film_of(const std::vector<SampleLines>& samples, trace::PictureFor place) {
  trace::Film film;
  for (const auto& one : samples) read(one.text, [&](const trace::Sample& sample) { film.add(sample); });
  return film.draw(place);
}

std::string words_of(const std::vector<SampleLines>& samples, trace::NarrationStyle style, bool words) {
  trace::Narrator narrator(style);
  std::string out;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const bool last = i + 1 == samples.size();
    read(samples[i].text, [&](const trace::Sample& sample) {
      if (last)
        narrator.tell(out, sample);
      else
        narrator.pass_over(sample);
    });
  }
  if (words) narrator.tell_words(out);
  return out;
}

}  // namespace schedlitmus::lesson
