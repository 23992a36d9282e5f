#include "drivers/network/dns_message.h"

#include <fmt/format.h>

#include <algorithm>

namespace gantry::network {
namespace {

constexpr std::size_t kHeader = 12;
constexpr std::size_t kMaxName = 255;
constexpr std::uint16_t kClassInternet = 1;
constexpr std::uint32_t kTtl = 60;

std::uint16_t word_at(std::string_view message, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(message[i]));
    };
    return static_cast<std::uint16_t>(byte(at) << 8U | byte(at + 1));
}

void put_word(std::string& message, std::uint32_t word) {
    message += static_cast<char>(word >> 8U & 0xffU);
    message += static_cast<char>(word & 0xffU);
}

char in_lower_case(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// @return where the name ends; 0 when it is none
std::size_t read_name(std::string_view message, std::size_t at, std::string& name) {
    for (;;) {
        if (at >= message.size()) return 0;
        const auto length = static_cast<unsigned char>(message[at]);
        if (length == 0) return at + 1;
        if (length > 63 || at + 1 + length > message.size()) return 0;
        if (!name.empty()) name += '.';
        for (const char c : message.substr(at + 1, length)) name += in_lower_case(c);
        if (name.size() > kMaxName) return 0;
        at += 1U + length;
    }
}

/// Header and question of an answer. @param flags below: authoritative, recursion, code
std::string begin_answer(
    std::string_view query, const DnsQuestion& question, std::uint16_t flags, std::uint16_t answers
) {
    constexpr unsigned kIsAnswer = 0x8080;  // recursion is available
    constexpr unsigned kWantsRecursion = 0x0100;
    std::string message;
    put_word(message, question.id);
    put_word(message, kIsAnswer | (word_at(query, 2) & kWantsRecursion) | flags);
    put_word(message, 1);
    put_word(message, answers);
    put_word(message, 0);
    put_word(message, 0);
    message += query.substr(kHeader, question.end - kHeader);
    return message;
}

}  // namespace

std::optional<DnsQuestion> read_question(std::string_view message) {
    if (message.size() < kHeader) return std::nullopt;
    const std::uint16_t flags = word_at(message, 2);
    const bool is_query = (flags & 0xf800U) == 0;  // neither an answer nor another operation
    if (!is_query || word_at(message, 4) != 1) return std::nullopt;
    DnsQuestion question{.id = word_at(message, 0)};
    const std::size_t end = read_name(message, kHeader, question.name);
    if (end == 0 || end + 4 > message.size()) return std::nullopt;
    question.type = word_at(message, end);
    if (word_at(message, end + 2) != kClassInternet) return std::nullopt;
    question.end = end + 4;
    return question;
}

bool answers_query(std::string_view message, std::string_view query) {
    const auto question = read_question(query);
    if (!question || message.size() < question->end) return false;
    const bool is_answer = (word_at(message, 2) & 0x8000U) != 0;
    if (!is_answer || word_at(message, 0) != question->id) return false;
    for (std::size_t i = kHeader; i < question->end; ++i) {
        if (in_lower_case(message[i]) != in_lower_case(query[i])) return false;
    }
    return true;
}

void set_id(std::string& message, std::uint16_t id) {
    message[0] = static_cast<char>(id >> 8U);
    message[1] = static_cast<char>(id & 0xffU);
}

std::optional<Address> address_in_name(std::string_view name, std::string_view region) {
    const auto dot = name.find('.');
    if (!name.starts_with("ip-") || dot == std::string_view::npos) return std::nullopt;
    const std::string_view rest = name.substr(dot + 1);
    if (rest != "ec2.internal" && rest != fmt::format("{}.compute.internal", region))
        return std::nullopt;
    std::string digits(name.substr(3, dot - 3));
    for (char& c : digits) {
        if (c == '.') return std::nullopt;
        if (c == '-') c = '.';
    }
    return parse_address(digits);
}

std::string answer_address(std::string_view query, const DnsQuestion& question, Address address) {
    constexpr std::uint16_t kAuthoritative = 0x0400;
    if (question.type != kTypeA) return begin_answer(query, question, kAuthoritative, 0);
    std::string message = begin_answer(query, question, kAuthoritative, 1);
    put_word(message, 0xc000U | kHeader);  // the name is the question's
    put_word(message, kTypeA);
    put_word(message, kClassInternet);
    put_word(message, kTtl >> 16U);
    put_word(message, kTtl);
    put_word(message, 4);
    put_word(message, address.bits >> 16U);
    put_word(message, address.bits);
    return message;
}

std::string answer_code(std::string_view query, const DnsQuestion& question, std::uint8_t code) {
    return begin_answer(query, question, code, 0);
}

std::vector<Address> read_nameservers(std::string_view text) {
    constexpr std::size_t kMost = 3;
    constexpr std::string_view kKeyword = "nameserver";
    std::vector<Address> servers;
    while (!text.empty() && servers.size() < kMost) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!line.starts_with(kKeyword)) continue;
        line.remove_prefix(kKeyword.size());
        const std::size_t begin = line.find_first_not_of(" \t");
        if (begin == std::string_view::npos || begin == 0) continue;
        line.remove_prefix(begin);
        const auto address = parse_address(line.substr(0, line.find_first_of(" \t\r#;")));
        if (address) servers.push_back(*address);
    }
    return servers;
}

}  // namespace gantry::network
