#include "report/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <pugixml.hpp>
#include <sstream>

#include "report/format.hpp"
#include "report/page_assets.hpp"
#include "report/scale.hpp"
#include "support/numbers.hpp"
#include "support/text_width.hpp"

namespace schedlitmus::report {
namespace {

// Units of the viewBox.
constexpr double kLeft = 44, kRight = 744, kPlotHeight = 170, kLane = 15, kIdleHeight = 26, kGapAbove = 8;
constexpr int kWidth = 772;
constexpr double kBeside = 4;
constexpr double kLetter = 6.5;  ///< of a label of 11 px, rather wide than narrow
constexpr std::size_t kMostLanes = 6;

double total(const StackedPoint& point) { return std::accumulate(point.layers.begin(), point.layers.end(), 0.0); }

class Drawing {
 public:
  Drawing(const StackedTimeline& stacked, std::int64_t run, const std::vector<DecidedAt>& decided,
          const std::string& id)
      : stacked_(stacked), run_(run), id_(id) {
    if (stacked_.points.empty()) return;
    start_ = stacked_.points.front().time;
    end_ = stacked_.points.back().time;
    // The last sample stands for as long as the others do on average, or it would not be seen.
    const auto gaps = static_cast<std::int64_t>(std::max<std::size_t>(stacked_.points.size() - 1, 1));
    end_ += std::max((end_ - start_) / gaps, Millis(1));
    for (const auto& point : stacked_.points) highest_ = std::max(highest_, total(point));
    highest_ = std::max(highest_, 1.0);
    for (const DecidedAt& lane : decided)
      if (lanes_.size() < kMostLanes && lane.last >= start_ && lane.first <= end_) lanes_.push_back(lane);
    top_ = kGapAbove + kLane * static_cast<double>(lanes_.size());
    bottom_ = top_ + kPlotHeight;
  }

  std::string draw() {
    if (stacked_.points.empty()) return {};
    pugi::xml_document document;
    svg_ = document.append_child("svg");
    const double height = bottom_ + kGapAbove + kIdleHeight + 40;
    set(svg_, {{"class", "timeline"},
               {"viewBox", fmt::format("0 0 {} {:.0f}", kWidth, height)},
               {"role", "img"},
               // Where times lie, for the script that marks the sample shown below.
               {"data-start", fmt::format("{}", start_.count())},
               {"data-end", fmt::format("{}", end_.count())},
               {"data-left", at(kLeft)},
               {"data-right", at(kRight)},
               {"data-bottom", at(bottom_)},
               {"aria-labelledby", fmt::format("{0}-t {0}-d", id_)}});
    describe();
    grid();
    for (std::size_t layer = stacked_.names.size(); layer-- > 0;) area(layer);
    lanes();
    idle();
    time_axis();
    std::ostringstream out;
    document.save(out, "", pugi::format_raw | pugi::format_no_declaration | pugi::format_no_empty_element_tags);
    return out.str();
  }

 private:
  using Attributes = std::initializer_list<std::pair<const char*, std::string>>;
  static void set(pugi::xml_node node, Attributes attributes) {
    for (const auto& [name, value] : attributes) node.append_attribute(name).set_value(value.c_str());
  }
  pugi::xml_node add(const char* element, Attributes attributes) {
    pugi::xml_node node = svg_.append_child(element);
    set(node, attributes);
    return node;
  }
  void text(double x, double y, const std::string& what, const char* style_class) {
    add("text", {{"x", at(x)}, {"y", at(y)}, {"class", style_class}}).text().set(what.c_str());
  }
  void line(double x1, double y1, double x2, double y2, const char* style_class) {
    add("line", {{"x1", at(x1)}, {"y1", at(y1)}, {"x2", at(x2)}, {"y2", at(y2)}, {"class", style_class}});
  }

  static std::string at(double coordinate) { return format_number(std::round(coordinate)); }
  [[nodiscard]] double x_of(Millis time) const {
    const auto since = static_cast<double>((std::clamp(time, start_, end_) - start_).count());
    return kLeft + since / static_cast<double>((end_ - start_).count()) * (kRight - kLeft);
  }
  [[nodiscard]] double y_of(double count) const { return bottom_ - count / highest_ * kPlotHeight; }

  void describe() {
    const auto busiest = std::max_element(stacked_.points.begin(), stacked_.points.end(),
                                          [](const auto& a, const auto& b) { return total(a) < total(b); });
    const pugi::xml_node title = add("title", {{"id", id_ + "-t"}});
    title.text().set(fmt::format("Run queues over time, run {}", run_).c_str());
    std::string words =
        fmt::format("Goroutines that wait, from {} to {}, in {}. Most of them, {}, at {}:", format_duration(start_),
                    format_duration(stacked_.points.back().time), count_of(stacked_.samples, "sample"),
                    format_number(total(*busiest)), format_duration(busiest->time));
    for (std::size_t i = 0; i < stacked_.names.size(); ++i)
      words += fmt::format(" {} {}{}", stacked_.names[i], format_number(busiest->layers[i]),
                           i + 1 == stacked_.names.size() ? "." : ",");
    if (stacked_.samples_a_point > 1)
      words += fmt::format(" Each step is the busiest of about {} samples.", stacked_.samples_a_point);
    const pugi::xml_node description = add("desc", {{"id", id_ + "-d"}});
    description.text().set(words.c_str());
  }

  void grid() {
    const double step = std::max(1.0, round_step(highest_, 5));
    std::string lines;
    for (int i = 0; i * step <= highest_; ++i) {
      const double count = i * step;
      lines += fmt::format("M{} {}H{}", at(kLeft), at(y_of(count)), at(kRight));
      text(kLeft - 6, y_of(count) + 4, format_number(count), "y");
    }
    add("path", {{"d", lines}, {"class", "grid"}});
    const std::string middle = at((top_ + bottom_) / 2);
    add("text",
        {{"x", "12"}, {"y", middle}, {"class", "label"}, {"transform", fmt::format("rotate(-90 12 {})", middle)}})
        .text()
        .set("goroutines waiting");
  }

  /// The layer and all below it, as steps: a sample's value stands until the
  /// next sample. The layers below are drawn over it.
  void area(std::size_t layer) {
    const auto height_at = [&](const StackedPoint& point) {
      const auto last = point.layers.begin() + static_cast<std::ptrdiff_t>(layer) + 1;
      return y_of(std::accumulate(point.layers.begin(), last, 0.0));
    };
    std::string path = fmt::format("M{} {}", at(kLeft), at(bottom_));
    std::string before;
    for (const StackedPoint& point : stacked_.points) {
      const std::string height = at(height_at(point));
      if (height == before) continue;
      path += fmt::format("H{}V{}", at(x_of(point.time)), height);
      before = height;
    }
    path += fmt::format("H{}V{}Z", at(kRight), at(bottom_));
    const bool global = layer + 1 == stacked_.names.size();
    pugi::xml_node shape = add("path", {{"d", path}, {"class", global ? "layer" : fmt::format("layer p{}", layer)}});
    if (global) set(shape, {{"fill", "url(#hatch)"}});
    shape.append_child("title").text().set(stacked_.names[layer].c_str());
  }

  void lanes() {
    double y = kGapAbove;
    for (const DecidedAt& lane : lanes_) {
      const double first = x_of(lane.first);
      const double last = std::max(x_of(lane.last), first + 2);
      add("rect", {{"x", at(first)},
                   {"y", at(y)},
                   {"width", at(last - first)},
                   {"height", at(bottom_ - y)},
                   {"class", "decided"}});
      label_lane(clean_text(lane.check), first, last, y + 9);
      y += kLane;
    }
  }

  /// Beside the lane, where there is room for it, else in it.
  void label_lane(const std::string& name, double first, double last, double y) {
    const double width = kLetter * static_cast<double>(display_width(name));
    if (last + kBeside + width <= kWidth) return text(last + kBeside, y, name, "lane");
    const bool fits_before = first - kBeside - width >= kLeft;
    text(fits_before ? first - kBeside : last - kBeside, y, name, "lane before");
  }

  /// A strip below the queues: how many Ps have nothing to do.
  void idle() {
    double most = 0;
    for (const auto& point : stacked_.points) most = std::max(most, point.idleprocs.value_or(0));
    const double base = bottom_ + kGapAbove + kIdleHeight;
    const auto height_at = [&](double count) { return base - (most > 0 ? count / most : 0) * kIdleHeight; };
    std::string path = fmt::format("M{} {}", at(kLeft), at(base));
    std::string before;
    for (const StackedPoint& point : stacked_.points) {
      const std::string height = at(height_at(point.idleprocs.value_or(0)));
      if (height == before) continue;
      path += fmt::format("H{}V{}", at(x_of(point.time)), height);
      before = height;
    }
    path += fmt::format("H{}V{}Z", at(kRight), at(base));
    add("path", {{"d", path}, {"class", "idle"}}).append_child("title").text().set("idle Ps");
    text(kLeft - 6, base - kIdleHeight + 9, format_number(most), "y");
    text(kLeft - 6, base + 1, "idle", "y");
    line(kLeft, base, kRight, base, "axis");
  }

  void time_axis() {
    const double base = bottom_ + kGapAbove + kIdleHeight;
    line(kLeft, bottom_, kRight, bottom_, "axis");
    const auto range = static_cast<double>((end_ - start_).count());
    const auto step = Millis(static_cast<std::int64_t>(std::max(1.0, round_step(range, 7))));
    const auto remainder = start_ % step;
    std::string ticks;
    for (Millis tick = remainder == Millis(0) ? start_ : start_ + step - remainder; tick <= end_; tick += step) {
      ticks += fmt::format("M{} {}v4", at(x_of(tick)), at(base));
      text(x_of(tick), base + 17, format_duration(tick), "x");
    }
    add("path", {{"d", ticks}, {"class", "axis"}});
    text((kLeft + kRight) / 2, base + 34, "since " + stacked_.since, "label");
  }

  const StackedTimeline& stacked_;
  std::int64_t run_;
  const std::string& id_;
  std::vector<DecidedAt> lanes_;
  Millis start_{}, end_{1};
  double highest_ = 1, top_ = 0, bottom_ = 0;
  pugi::xml_node svg_;
};

}  // namespace

std::string timeline_svg(const StackedTimeline& stacked, std::int64_t run, const std::vector<DecidedAt>& decided,
                         const std::string& id) {
  return Drawing(stacked, run, decided, id).draw();
}

std::string as_document(const std::string& svg) {
  constexpr std::string_view kBegin = "<svg ";
  if (!svg.starts_with(kBegin)) return {};
  const auto inside = svg.find('>') + 1;
  const std::string_view defs = kTimelineDefs;
  const auto hatch = defs.substr(defs.find("<defs>"), defs.find("</svg>") - defs.find("<defs>"));
  return fmt::format("{}xmlns=\"http://www.w3.org/2000/svg\" {}<style>{}</style>{}{}\n", kBegin,
                     svg.substr(kBegin.size(), inside - kBegin.size()), kPageAssets.style, hatch, svg.substr(inside));
}

const char* const kTimelineDefs =
    R"~(<svg class="unseen" aria-hidden="true" width="1" height="1"><defs><pattern id="hatch" width="6" height="6" )~"
    R"~(patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" class="global"></rect>)~"
    R"~(<rect width="2" height="6" class="hatch"></rect></pattern></defs></svg>)~";

}  // namespace schedlitmus::report
