package org.effigy.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.effigy.condition.Condition.Kind;
import org.effigy.condition.Condition.Operand;
import org.effigy.condition.Condition.Operator;

/**
 * Reads conditions by recursive descent. {@code implies} binds least, then {@code or}, {@code and}, {@code not}:
 *
 * <pre>
 * condition  = either [ "implies" either ]
 * either     = both { "or" both }
 * both       = one { "and" one }
 * one        = "not" one | "(" condition ")" | name test
 * test       = ( "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" ) ( value | name )
 *            | [ "not" ] "in" "(" value { "," value } ")"
 *            | [ "not" ] "between" value "and" value
 *            | [ "is" ] [ "not" ] ( "missing" | "present" )
 * </pre>
 */
final class ConditionParser {
    /** Parentheses and nots inside each other; more would be no person's condition. */
    private static final int DEEPEST = 100;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int next;
    private int depth;

    /**
     * A word, quoted text, bracketed name or sign.
     *
     * @param kind of a word; for a sign {@link Type#SIGN}
     * @param at its first character, from 0
     */
    private record Token(Type type, String text, int at) {}

    private enum Type {
        WORD,
        QUOTED,
        BRACKETED,
        SIGN,
        END
    }

    ConditionParser(String text) {
        this.text = Objects.requireNonNull(text, "condition");
        cut();
    }

    Condition parse() {
        Condition whole = condition();
        if (peek().type != Type.END) {
            throw unexpected("'and', 'or', 'implies' or the end");
        }
        return whole;
    }

    private void cut() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '"' || c == '\'') {
                at = quoted(at, c);
            } else if (c == '[') {
                int end = text.indexOf(']', at);
                if (end < 0) {
                    throw wrong(at, "the bracket [ is never closed: end the name with ]");
                }
                tokens.add(new Token(Type.BRACKETED, text.substring(at + 1, end), at));
                at = end + 1;
            } else if ("=<>!(),".indexOf(c) >= 0) {
                boolean two = at + 1 < text.length()
                        && ("<>!=".indexOf(c) >= 0 && text.charAt(at + 1) == '=' || text.startsWith("<>", at));
                String sign = text.substring(at, at + (two ? 2 : 1));
                tokens.add(new Token(Type.SIGN, sign, at));
                at += sign.length();
            } else if (Words.isBare(c)) {
                int end = at;
                while (end < text.length() && Words.isBare(text.charAt(end))) {
                    end++;
                }
                tokens.add(new Token(Type.WORD, text.substring(at, end), at));
                at = end;
            } else {
                throw wrong(at, "'" + c + "' has no meaning here: put names and values with such signs into quotes");
            }
        }
        tokens.add(new Token(Type.END, "", text.length()));
    }

    /** A quote inside is written twice. */
    private int quoted(int from, char quote) {
        StringBuilder inside = new StringBuilder();
        for (int at = from + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != quote) {
                inside.append(c);
            } else if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                inside.append(c);
                at++;
            } else {
                tokens.add(new Token(Type.QUOTED, inside.toString(), from));
                return at + 1;
            }
        }
        throw wrong(from, "the quote " + quote + " is never closed: end the text with " + quote);
    }

    private Condition condition() {
        if (++depth > DEEPEST) {
            throw wrong(peek().at, "parentheses and nots go deeper than " + DEEPEST + ": write it with fewer");
        }
        Condition premise = either();
        Condition whole = takeWord("implies") ? new Condition.Implies(premise, either()) : premise;
        depth--;
        return whole;
    }

    private Condition either() {
        List<Condition> parts = new ArrayList<>(List.of(both()));
        while (takeWord("or")) {
            parts.add(both());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.Or(parts);
    }

    private Condition both() {
        List<Condition> parts = new ArrayList<>(List.of(one()));
        while (takeWord("and")) {
            parts.add(one());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.And(parts);
    }

    private Condition one() {
        if (takeWord("not")) {
            if (++depth > DEEPEST) {
                throw wrong(peek().at, "parentheses and nots go deeper than " + DEEPEST + ": write it with fewer");
            }
            Condition part = one();
            depth--;
            return new Condition.Not(part);
        }
        if (takeSign("(")) {
            Condition inner = condition();
            require(")");
            return inner;
        }
        return test(name());
    }

    private Condition test(String column) {
        Token token = peek();
        for (Operator operator : Operator.values()) {
            if (token.type == Type.SIGN && sign(token).equals(operator.sign())) {
                next++;
                return new Condition.Comparison(column, operator, operand());
            }
        }
        boolean is = takeWord("is");
        boolean not = takeWord("not");
        boolean missing = isWord("missing");
        if (missing || isWord("present")) {
            next++;
            Condition test = new Condition.Missing(column);
            return missing == not ? new Condition.Not(test) : test;
        }
        if (!is && takeWord("in")) {
            return opposite(not, new Condition.OneOf(column, list()));
        }
        if (!is && takeWord("between")) {
            String low = value();
            if (!takeWord("and")) {
                throw unexpected("'and' between the two ends");
            }
            return opposite(not, new Condition.Between(column, low, value()));
        }
        throw unexpected("=, !=, <, <=, >, >=, 'in (...)', 'between ... and ...', 'missing' or 'present' after '"
                + column + "'");
    }

    private static Condition opposite(boolean not, Condition test) {
        return not ? new Condition.Not(test) : test;
    }

    /** Other ways to write a sign. */
    private static String sign(Token token) {
        return switch (token.text) {
            case "==" -> "=";
            case "<>" -> "!=";
            default -> token.text;
        };
    }

    private List<String> list() {
        require("(");
        List<String> values = new ArrayList<>(List.of(value()));
        while (takeSign(",")) {
            values.add(value());
        }
        require(")");
        return values;
    }

    private Operand operand() {
        Token token = peek();
        Kind kind = switch (token.type) {
            case QUOTED -> Kind.VALUE;
            case BRACKETED -> Kind.NAME;
            default -> Kind.WORD;
        };
        return kind == Kind.NAME ? new Operand(kind, take().text) : new Operand(kind, value());
    }

    private String value() {
        Token token = peek();
        if (token.type == Type.QUOTED || token.type == Type.WORD && !isReserved(token)) {
            return take().text;
        }
        throw unexpected("a value");
    }

    private String name() {
        Token token = peek();
        if (token.type == Type.QUOTED
                || token.type == Type.BRACKETED
                || token.type == Type.WORD && !isReserved(token)) {
            return take().text;
        }
        throw unexpected("the name of a column");
    }

    private static boolean isReserved(Token token) {
        return Words.RESERVED.contains(token.text.toLowerCase(Locale.ROOT));
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        return tokens.get(next++);
    }

    private boolean isWord(String word) {
        return peek().type == Type.WORD && peek().text.equalsIgnoreCase(word);
    }

    private boolean takeWord(String word) {
        boolean there = isWord(word);
        next += there ? 1 : 0;
        return there;
    }

    private boolean takeSign(String sign) {
        boolean there = peek().type == Type.SIGN && peek().text.equals(sign);
        next += there ? 1 : 0;
        return there;
    }

    private void require(String sign) {
        if (!takeSign(sign)) {
            throw unexpected("'" + sign + "'");
        }
    }

    private IllegalArgumentException unexpected(String expected) {
        Token token = peek();
        boolean reserved = token.type == Type.WORD && isReserved(token);
        return wrong(
                token.at,
                "expected " + expected + ", and there is "
                        + (token.type == Type.END ? "nothing more" : "'" + token.text + "'")
                        + (reserved ? " (a name or value that is spelled so goes into quotes)" : ""));
    }

    private IllegalArgumentException wrong(int at, String why) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "..." : text;
        return new IllegalArgumentException("in the condition '" + shown + "', at character " + (at + 1) + ": " + why);
    }
}
