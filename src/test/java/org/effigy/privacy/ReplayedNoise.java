package org.effigy.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps what a source answered, and gives the same answers again whatever the data are: what a model does between two
 * answers must then be the same, or it looked at something else than answers.
 */
public final class ReplayedNoise implements NoiseSource {
    private final NoiseSource source;
    private final boolean recording;
    private final List<long[]> answers;
    private int next;

    private ReplayedNoise(NoiseSource source, boolean recording, List<long[]> answers) {
        this.source = source;
        this.recording = recording;
        this.answers = answers;
    }

    /** Answers as {@code source} does and keeps the answers. */
    public static ReplayedNoise recording(NoiseSource source) {
        return new ReplayedNoise(source, true, new ArrayList<>());
    }

    /** The answers kept here, once more. */
    public ReplayedNoise replay() {
        return new ReplayedNoise(source, false, answers);
    }

    /** How many answers were given. */
    public int given() {
        return recording ? answers.size() : next;
    }

    @Override
    public boolean secure() {
        return false;
    }

    @Override
    public String name() {
        return "replayed";
    }

    @Override
    public PrivacyLoss loss(Mechanism mechanism, Sensitivity sensitivity) {
        return source.loss(mechanism, sensitivity);
    }

    @Override
    public void add(Mechanism.Additive mechanism, long[] values) {
        if (recording) {
            source.add(mechanism, values);
            answers.add(values.clone());
        } else {
            long[] answer = answers.get(next++);
            if (answer.length != values.length) {
                throw new AssertionError(Arrays.toString(answer) + " does not answer " + values.length + " counts");
            }
            System.arraycopy(answer, 0, values, 0, answer.length);
        }
    }

    @Override
    public int select(Mechanism mechanism, long[] scores) {
        if (recording) {
            int chosen = source.select(mechanism, scores);
            answers.add(new long[] {chosen});
            return chosen;
        }
        return (int) answers.get(next++)[0];
    }
}
