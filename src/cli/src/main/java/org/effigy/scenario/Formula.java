package org.effigy.scenario;

import com.ezylang.evalex.BaseException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.FunctionDictionaryIfc;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.basic.AbsFunction;
import com.ezylang.evalex.functions.basic.CeilingFunction;
import com.ezylang.evalex.functions.basic.FloorFunction;
import com.ezylang.evalex.functions.basic.IfFunction;
import com.ezylang.evalex.functions.basic.Log10Function;
import com.ezylang.evalex.functions.basic.LogFunction;
import com.ezylang.evalex.functions.basic.MaxFunction;
import com.ezylang.evalex.functions.basic.MinFunction;
import com.ezylang.evalex.functions.basic.RoundFunction;
import com.ezylang.evalex.functions.basic.SqrtFunction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.Schema;

/**
 * Arithmetic over a row's numbers and dates, as {@code net * 1.2} or {@code [admitted on] + 3}; dates count in days. There is
 * nothing in it that runs code, looks at a clock or draws at random: the functions are those below, and no others.
 */
final class Formula {
    /** More is no person's formula, and would nest as deep as a stack allows. */
    private static final int LONGEST = 1000;

    private static final int DEEPEST = 50;

    private static final Pattern HUGE = Pattern.compile("[0-9.][eE][+-]?[0-9]{4,}");

    private static final Pattern NAME = Pattern.compile("\\[([^\\]]*)\\]|\\b[\\p{L}_][\\p{L}\\p{N}_]*\\b(?!\\s*\\()");

    private static final ExpressionConfiguration ARITHMETIC = ExpressionConfiguration.builder()
            .functionDictionary(functions())
            .arraysAllowed(false)
            .structuresAllowed(false)
            .implicitMultiplicationAllowed(false)
            .build();

    private final String said;
    private final Expression expression;
    private final List<Integer> fields = new ArrayList<>();

    private Formula(String said, Schema schema) {
        this.said = said;
        requireShort();
        Matcher names = NAME.matcher(said);
        StringBuilder bare = new StringBuilder();
        while (names.find()) {
            String name = names.group(1) != null ? names.group(1) : names.group();
            int field = position(name, schema);
            if (!fields.contains(field)) {
                fields.add(field);
            }
            names.appendReplacement(bare, "c" + fields.indexOf(field));
        }
        names.appendTail(bare);
        this.expression = new Expression(bare.toString(), ARITHMETIC);
        try {
            expression.validate();
        } catch (BaseException e) {
            throw wrong(e.getMessage() + " at character " + e.getStartPosition());
        }
    }

    private static FunctionDictionaryIfc functions() {
        FunctionDictionaryIfc known = new MapBasedFunctionDictionary();
        known.addFunction("ABS", new AbsFunction());
        known.addFunction("CEILING", new CeilingFunction());
        known.addFunction("FLOOR", new FloorFunction());
        known.addFunction("IF", new IfFunction());
        known.addFunction("LOG", new LogFunction());
        known.addFunction("LOG10", new Log10Function());
        known.addFunction("MAX", new MaxFunction());
        known.addFunction("MIN", new MinFunction());
        known.addFunction("ROUND", new RoundFunction());
        known.addFunction("SQRT", new SqrtFunction());
        return known;
    }

    /**
     * Reads a formula. Columns whose names are not letters, digits and underscores stand in square brackets.
     *
     * @throws IllegalArgumentException if it is none, or names what the schema doesn't have or can't be reckoned with
     */
    static Formula parse(String text, Schema schema) {
        return new Formula(text, schema);
    }

    /** The fields that it reads, in the order of the numbers that it is given. */
    List<Integer> fields() {
        return List.copyOf(fields);
    }

    /**
     * Its result.
     *
     * @throws IllegalArgumentException if there is none, as of a division by zero
     */
    double of(double[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            expression.with("c" + i, new BigDecimal(Double.toString(numbers[i])));
        }
        try {
            EvaluationValue result = expression.evaluate();
            if (result.isNumberValue()) {
                return result.getNumberValue().doubleValue();
            }
        } catch (BaseException | ArithmeticException e) {
            throw wrong(e.getMessage());
        }
        throw wrong("it gives no number");
    }

    private void requireShort() {
        if (said.isBlank() || said.length() > LONGEST) {
            throw wrong("a formula has 1 to " + LONGEST + " characters; this one has " + said.length());
        }
        if (said.indexOf('^') >= 0 || HUGE.matcher(said).find()) {
            // 9 ^ 9 ^ 9 has more digits than there is time for.
            throw wrong("it has no powers and no exponents of more than three digits: multiply");
        }
        int depth = 0;
        for (int i = 0; i < said.length(); i++) {
            depth += said.charAt(i) == '(' ? 1 : said.charAt(i) == ')' ? -1 : 0;
            if (depth > DEEPEST) {
                throw wrong("parentheses go deeper than " + DEEPEST);
            }
            if (said.charAt(i) == '"') {
                throw wrong("it reckons with numbers and dates, and has no texts: use \"cases\" for these");
            }
        }
    }

    private int position(String name, Schema schema) {
        if (!schema.has(name)) {
            throw wrong("there is no column '" + name + "'; there are "
                    + schema.fields().stream().map(Field::name).collect(Collectors.joining(", ")));
        }
        int field = schema.position(name);
        if (schema.fields().get(field).type() == FieldType.STRING) {
            throw wrong("'" + name + "' is a text, which can't be reckoned with");
        }
        return field;
    }

    private IllegalArgumentException wrong(String why) {
        String shown = said.length() > 80 ? said.substring(0, 80) + "..." : said;
        return new IllegalArgumentException("the formula '" + shown + "': " + why);
    }

    @Override
    public String toString() {
        return said;
    }
}
