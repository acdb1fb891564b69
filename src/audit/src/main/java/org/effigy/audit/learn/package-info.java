/**
 * Learners that are trained on tables and scored on others, for audits of use: two of them, each from a library; what
 * they are shown is encoded by the training rows alone.
 */
package org.effigy.audit.learn;
