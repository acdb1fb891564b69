package org.effigy.simulate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a department is written: now and then in one of two known wrong ways. The wrong forms belong to the declared
 * domain, as they would in a hospital that has looked at its own free-text entries before.
 */
final class Spelling {
    /** The share of rows whose department is misspelt, whatever the department. */
    static final double RATE = 0.012;
    /** Which of the two wrong forms it is. */
    static final Choice FORM = Choice.of(0.6, 0.4);

    private static final Map<String, List<String>> WRONG = wrong();

    private Spelling() {}

    private static Map<String, List<String>> wrong() {
        Map<String, List<String>> wrong = new LinkedHashMap<>();
        wrong.put("General medicine", List.of("Genral medicine", "general medicine"));
        wrong.put("Cardiology", List.of("Cardiolgy", "cardiology"));
        wrong.put("Surgery", List.of("Surgrey", "surgery"));
        wrong.put("Orthopaedics", List.of("Orthopaedcs", "Orthopeadics"));
        wrong.put("Neurology", List.of("Nuerology", "neurology"));
        wrong.put("Oncology", List.of("Onocology", "oncology"));
        wrong.put("Respiratory", List.of("Respitory", "respiratory"));
        wrong.put("Obstetrics", List.of("Obstertics", "obstetrics"));
        wrong.put("Psychiatry", List.of("Psychaitry", "psychiatry"));
        wrong.put("Emergency", List.of("Emergancy", "emergency"));
        return wrong;
    }

    /** Every form that can stand in a cell: the right ones, then the wrong ones. */
    static List<String> forms() {
        return Stream.concat(
                        CaseMix.DEPARTMENTS.stream(),
                        CaseMix.DEPARTMENTS.stream().flatMap(name -> WRONG.get(name).stream()))
                .toList();
    }

    static String wrong(String department, int form) {
        return WRONG.get(department).get(form);
    }

    /**
     * The department that is meant.
     *
     * @throws IllegalArgumentException if no department is written like that
     */
    static String meant(String written) {
        return CaseMix.DEPARTMENTS.stream()
                .filter(name -> name.equals(written) || WRONG.get(name).contains(written))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no department is written \"" + written + "\""));
    }

    static String draw(Draws draws, String department, double rate) {
        return draws.chance(rate) ? wrong(department, FORM.draw(draws)) : department;
    }
}
